"""Inspections and tests: reports, what is due, stops of use, requests, tables of reports."""
