"""What supervision hands out: case files."""
