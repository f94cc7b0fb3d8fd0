"""使用安全责任: what a use unit looks after each day, week and month, and who answers for it.

Clauses: 特种设备使用单位落实使用安全主体责任监督管理规定 (令74号, 2023) 日管控、周排查、月调度.
Verbs: appoint, lay out, keep, settle, urge.
"""
