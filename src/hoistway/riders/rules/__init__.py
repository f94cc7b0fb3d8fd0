"""What the riders room judges."""
