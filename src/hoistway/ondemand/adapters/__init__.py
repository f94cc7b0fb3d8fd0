"""What the on-demand room asks of the world outside."""
