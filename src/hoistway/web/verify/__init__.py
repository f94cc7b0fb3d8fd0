"""For anybody: is a record true, and the daily digests that third parties keep."""
