"""维保备案: who answers for each elevator on each day, filed by firms, checked, never ambiguous.

Clauses: A5, A6, A7, H1; 286号 二（一）; TSG T5002-2017 art. 5; TSG 07-2019.
Verbs: file, check, return, confirm, object, rule, end, bind, draw, urge, report, settle.
"""
