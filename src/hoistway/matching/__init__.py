"""WORKBENCH 同梯识别: are two records the same elevator? Pure: no Django, no clock.

Clauses: A1 (merged from several systems), A4.
Verbs: parse_address, identify (one record at the door), match_all (the nightly whole).
"""
