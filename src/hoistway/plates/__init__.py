"""上海智慧电梯码: one signed code and one spoken number on each elevator.

Clauses: 附件1, A8, E6.
Verbs: issue, post, report, replace, void a plate; settle a suspicion; queries resolve a scan.
"""
