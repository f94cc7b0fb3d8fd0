"""Checks on site: the list, one record, the form on desk and phone, plans and lots, results."""
