"""Measurements that outsiders can run: files in, one JSON object out, read back by the front door."""
