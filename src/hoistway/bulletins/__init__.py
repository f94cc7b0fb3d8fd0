"""通知公告: what an authority, a use unit or a firm tells the people of an elevator or a city.

Clauses: 286号 附件1 二（一）、（三）; requirements G1, G3.
Verbs: write, submit, publish, return, withdraw, mark read.
"""
