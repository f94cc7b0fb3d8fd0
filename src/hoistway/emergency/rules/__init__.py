"""What the emergency room judges."""
