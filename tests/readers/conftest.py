"""What pytest is not to import here."""

collect_ignore = ["libical.py"]  # it needs the system's own Python
