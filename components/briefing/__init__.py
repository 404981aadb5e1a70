"""Files for a meeting.

What a View shows, composed once as a Scene, and written as picture, deck and booklet.
"""
