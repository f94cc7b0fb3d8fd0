"""Open311 GeoReport v2: citizens' own systems list what may be reported, report it and follow it.

Clauses: 286号 二（四）, D1; the specification: https://wiki.open311.org/GeoReport_v2/.
Addresses: `/open311/discovery`, `/open311/v2/services`, `requests`, `tokens`, each .xml and .json.
"""
