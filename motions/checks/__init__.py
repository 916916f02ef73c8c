"""What could get a motion ruled out, or make a Word file hard to read, as findings."""
