"""按需维保试点: periods, firms, elevators, consent, conditions, exits.

Clauses: 286号 二（三）, 附件2; requirements C1-C3, C6, C7, C9, C11.
Verbs: open, apply, list, consent, check, warn, exit, decide.
"""
