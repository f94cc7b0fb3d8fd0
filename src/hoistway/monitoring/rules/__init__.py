"""What remote monitoring judges, from values alone."""
