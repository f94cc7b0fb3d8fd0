"""What the quality room judges."""
