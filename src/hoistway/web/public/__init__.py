"""What anybody may read: the file of an elevator, its estate, outages, privacy; kept for seconds."""
