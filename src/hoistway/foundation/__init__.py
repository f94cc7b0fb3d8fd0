"""Ground floor: what would make sense in a city without elevators. A closed list of files."""
