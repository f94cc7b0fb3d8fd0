"""Things outside Python: letters, codes, and the files that a printer takes."""
