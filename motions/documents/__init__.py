"""A draft or a page as bytes for people: Word, text for a form, HTML, Markdown, mail, PDF."""
