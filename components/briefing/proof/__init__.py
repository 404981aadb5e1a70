"""Where a file differs from the same file made anew from the records, part by part."""
