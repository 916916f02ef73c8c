"""Word documents: a layout and plain values to the bytes of a .docx."""
