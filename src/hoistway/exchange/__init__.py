"""数据交换: other authorities' systems, each by a profile of configuration and mapping.

Clauses: 286号 二（一）国家追溯、一网统管、住建物业; requirements A3, E3, G.
Verbs: draw, send, take a receipt, take in, compare counts, replay.
"""
