"""What lies outside: authorities of time, and bundles for courts."""
