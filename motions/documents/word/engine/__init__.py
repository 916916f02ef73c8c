"""The renderer: a layout made ready once, then filled and zipped for each document."""
