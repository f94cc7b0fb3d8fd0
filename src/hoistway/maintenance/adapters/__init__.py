"""Things outside Python that maintenance uses."""
