"""What the parties room judges."""
