"""Agendas to iCalendar files (RFC 5545, 7986), and older files of ours brought up to date."""
