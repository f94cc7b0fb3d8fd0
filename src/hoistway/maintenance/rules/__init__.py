"""Judgement about maintenance."""
