"""What the inspection room judges."""
