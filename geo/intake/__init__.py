"""Records of a file: read, checked, compared with the registry, loaded."""
