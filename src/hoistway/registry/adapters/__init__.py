"""What the registry reads from outside Python."""
