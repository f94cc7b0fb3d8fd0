"""The online desk: every visit of the district, irregular first, and what is asked about it."""
