"""监督检查: what is irregular, checks on site and their findings, orders and what became of them.

Clauses: B4, G4, H2; 特种设备安全监督检查办法 (令57号); 特种设备安全法 art. 57–68; 286号 二（二）.
Verbs: ask, plan, draw, check, sign, order, serve, report, review, transfer, weigh.
"""
