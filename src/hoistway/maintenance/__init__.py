"""维护保养: what falls due on each elevator, visits on site, records with the force of paper.

Clauses: B1, B3, B5, G2, G3; 286号 二（二）; TSG T5002-2017.
Verbs: schedule, plan, begin, note, sign, confirm, object, correct, repair, return, judge.
"""
