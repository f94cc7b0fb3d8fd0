"""Liability insurance: policies, tables of them and gaps, on every desk they concern."""
