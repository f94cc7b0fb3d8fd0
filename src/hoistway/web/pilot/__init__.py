"""The on-demand pilot on every desk."""
