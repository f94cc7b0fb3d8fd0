"""Filings of elevators: filed by firms, answered by use units and rivals, checked by districts."""
