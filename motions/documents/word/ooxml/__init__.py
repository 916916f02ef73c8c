"""What is in a Word file: its package, parts, properties, tags and text."""
