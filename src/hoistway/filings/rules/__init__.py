"""Judgement about filings."""
