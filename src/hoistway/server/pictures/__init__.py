"""Photographs of every page of a running demo, for people to look at. Needs the dev packages."""
