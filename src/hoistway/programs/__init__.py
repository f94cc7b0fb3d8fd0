"""程序接入: which programs may call, in whose name, for what, and what each write was answered.

Clauses: 286号 二（一）数据对接, 二（二）对接; requirements A3, B2, G.
Verbs: open, rotate, revoke, let in, do once.
"""
