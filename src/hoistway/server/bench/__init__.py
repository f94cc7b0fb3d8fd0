"""Measurements that outsiders can run: files in, one JSON object out, read by the front door."""
