"""DOOR for programs: other systems tell the register what they know, by key and with receipts.

Clauses: A1 (several systems feed one register), A3.
Resources: `/v1/claims`; the document is served at `/v1/openapi.json`.
"""
