"""故障: one fault from many sightings, its repair, its cause, rates and downtime.

Clauses: 286号 附件1 一 (报修), 二（六）(故障情况); GB/T 24476-2017 (codes of signals).
Verbs: sight, order, mend, reopen, judge, appeal.
"""
