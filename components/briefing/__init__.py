"""Files for a meeting: what a View shows, composed once as a Scene, and written as picture, deck
and booklet.
"""
