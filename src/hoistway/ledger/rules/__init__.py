"""Judgement about documents: canonical form, chain, digest."""
