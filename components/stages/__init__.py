"""Stages over time.

What finished, what is stuck, the clock, the flow, durations, the outlook, what next.
"""
