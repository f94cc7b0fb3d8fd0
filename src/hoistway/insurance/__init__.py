"""电梯安全责任保险: policies, the elevators they cover, gaps warned before they open.

Clauses: 286号 附件2 (电梯责任保险 as a condition of on-demand maintenance).
Verbs: enter, add, end, cancel, warn.
"""
