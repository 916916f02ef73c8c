"""Whatever could get a motion ruled out, or a Word file hard to read, as findings."""
