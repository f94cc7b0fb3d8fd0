"""What the insurance room judges."""
