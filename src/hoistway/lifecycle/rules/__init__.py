"""What the lifecycle room judges."""
