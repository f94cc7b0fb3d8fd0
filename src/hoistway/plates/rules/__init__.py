"""What the plates room judges."""
