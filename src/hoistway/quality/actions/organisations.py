"""Organisations that are written in several ways."""
