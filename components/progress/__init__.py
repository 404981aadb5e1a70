"""The panels of the Stages page that are about time: clock, durations, outlook, what next."""
