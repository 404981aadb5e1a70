"""Stages over time: the date looked at, and the rooms of the page of stages."""
