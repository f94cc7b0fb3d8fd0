"""Judgement of a use unit's own duties."""
