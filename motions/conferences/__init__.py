"""What a conference takes, and by when: ``calendars/*.toml``, the choice of one, a coming year."""
