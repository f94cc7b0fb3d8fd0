"""Judgement of credit: models, facts, points, shrinkage, bands, vetoes, what would raise it."""
