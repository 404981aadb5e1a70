"""What a reader of a file sees, part by part, held against the same file made anew from the
records: where the two differ.
"""
