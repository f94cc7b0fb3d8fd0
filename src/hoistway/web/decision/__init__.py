"""自动决定: why somebody was called, why a rescue was opened, and how to undo either."""
