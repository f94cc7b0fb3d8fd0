"""应急救援: one incident from many sources, the right technician, each step kept, all judged.

Clauses: 二（五）, E1–E6; TSG T5002-2017 art. 5; 上海市电梯安全管理办法.
Verbs: open_incidents, dispatch, answer, progress, close, evaluate.
"""
