"""Pages about one province, one trade or one cluster."""
