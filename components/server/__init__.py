"""What one process holds: the Atlas at each version, the registry's connection, assets, memory,
files in hand.
"""
