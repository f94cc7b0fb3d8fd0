"""Mismatches between site and filing, on every desk that has to do with them."""
