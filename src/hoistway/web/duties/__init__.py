"""What a maintenance firm owes beside its visits, and what it has done of it."""
