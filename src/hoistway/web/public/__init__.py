"""What anybody may read: an elevator, its estate, outages, privacy; kept for seconds."""
