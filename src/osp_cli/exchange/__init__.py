"""Other tools' files to values, and values to their files."""
