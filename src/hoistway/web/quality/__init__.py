"""数据质量: review queue, findings, corrections, records without an elevator, merges, board."""
