"""抽查: frozen frames, published seeds, draws that anybody can repeat, checks with two inspectors.

Clauses: 286号 二（三）(≥ 5 % of pilot elevators); requirements C10.
Verbs: freeze, draw, check, follow up.
"""
