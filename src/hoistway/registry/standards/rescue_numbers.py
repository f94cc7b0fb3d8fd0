"""How many digits a rescue number (电梯识别码) has, city by city."""

from datetime import date

IN_FORCE_FROM = date(2020, 1, 1)

DIGITS = {"350600": 5}
"""Code of the city → digits. Source: 漳州 96196: five digits."""

LEAST, MOST = 5, 8
"""Digits where the city is not listed. Source: 5 (漳州) and 6 (rescue apps) are in use; Chosen: up
to 8, beyond which nobody can say a number over the phone."""
