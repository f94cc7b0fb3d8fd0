"""检验检测: reports of inspections and tests, what is due next, stops of use, defects.

Clauses: 特种设备安全法 art. 40; TSG T7001-2023, TSG T7008-2023; 286号 二（一）.
Verbs: record, ask, stop, lift, mend, see.
"""
