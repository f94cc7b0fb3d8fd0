"""Judgement of the on-demand pilot: facts in, verdicts with reasons out."""
