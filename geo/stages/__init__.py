"""How long stages take, what is stuck, what comes next: from arrays of events, without an Atlas."""
