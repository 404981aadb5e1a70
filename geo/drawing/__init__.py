"""Maps as shapes: outlines, labels, and marks that are gathered where they lie close together."""
