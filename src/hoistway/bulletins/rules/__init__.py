"""What the bulletins room judges."""
