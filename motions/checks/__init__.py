"""What a motion could be ruled out for, as findings; who could not read a Word file."""
