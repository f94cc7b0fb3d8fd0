"""远程监测: indicators of each elevator against its own past, deviations, targeted work.

Clauses: 286号 二（三）(线上全天候监测＋现场针对性维保); requirements C8.
Verbs: examine, order, count, settle, dismiss.
"""
