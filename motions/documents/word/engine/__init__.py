"""The renderer: a layout is prepared once, then filled and zipped for each document."""
