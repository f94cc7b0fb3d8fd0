"""变更: what changed, in order, for those who follow by address or by cursor.

Clauses: 286号 二（一）动态更新, 数据对接; requirements A3.
Verbs: note, subscribe, deliver, replay, read on.
"""
