"""What the registry room judges."""
