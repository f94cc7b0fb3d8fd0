"""Year plans of elevators on demand: proposed, altered, adopted, read, printed."""
