"""What all rest on: errors with their remedy, letters and digits, Jalali dates, CSV, files written
whole.
"""
