"""Workbench: what an elevator's own signals say about people in trouble (困人自动监测).

Clauses: 沪市监特种〔2020〕286号 二(五) «自动监测、主动发现»; codes of GB/T 24476-2017.
Verbs of `engine.Engine`: enrol, take a batch, tick, snapshot. No Django, no I/O, no clock.
"""
