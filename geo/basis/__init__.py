"""What every other room rests on.

Errors with their remedy, letters and digits, Jalali dates, CSV, files written whole.
"""
