"""Repairs on every desk that has to do with them, parts, and reviews of self-inspections."""
