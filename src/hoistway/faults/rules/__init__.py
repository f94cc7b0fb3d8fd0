"""What the faults room judges."""
