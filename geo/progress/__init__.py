"""How clusters move through the stages: what the dated events say of time, delay, outlook and order."""
