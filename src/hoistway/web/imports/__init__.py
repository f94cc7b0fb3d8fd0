"""The door of files: handed in, tried, taken in, mended."""
