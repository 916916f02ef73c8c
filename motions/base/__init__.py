"""What every part may use: errors, days, text, files, data. It knows no motion and no meeting."""
