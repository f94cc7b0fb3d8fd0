"""Things outside Python on which maintenance calls."""
