"""Judgement of samples: how many, which, who goes, what the answers are worth."""
