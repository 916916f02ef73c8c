"""One module for each thing that people ask for: the twin of its command, without click."""
