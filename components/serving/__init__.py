"""The edge of the server: who is answered, how much and how fast, and under which headers."""
