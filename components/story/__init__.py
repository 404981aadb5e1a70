"""Stories for meetings: Views in order, with the presenter's words; shown, kept, presented."""
