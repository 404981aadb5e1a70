"""What one process holds: Atlases, the registry's connection, assets, memory, files in hand."""
