"""上海智慧电梯码: one signed code and one spoken number on each elevator.

Clauses: 附件1, A8, E6.
Verbs: issue_plates, void_plate; queries resolve a scan.
"""
