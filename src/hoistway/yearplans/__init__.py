"""按需维保年度计划: proposed from facts, adjusted with reasons, adopted per elevator.

Clauses: 286号 二（三）, 附件2 三 4; requirements C4, C5.
Verbs: propose, adjust, adopt.
"""
