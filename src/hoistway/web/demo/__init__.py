"""The hub of the demo city: one door per role, and things that can be made to happen."""
