"""DOOR for programs: other systems tell the register what they know, by key and with receipts.

Clauses: A1 (several systems feed one register), A3, G (partner apps hand their users over).
Resources: `/v1/claims`, `/v1/codes`, `/v1/hand-overs`; the document: `/v1/openapi.json`.
"""
