"""Judgement of supervision: pure, one topic a file."""
