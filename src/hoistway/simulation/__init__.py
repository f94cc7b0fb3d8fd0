"""Workbench 仿真: a believable city of elevators, pure numpy, deterministic by seed.

It shows signals as real devices would (GB/T 24476-2017 words) and keeps the truth apart from them.
It never imports detection; open `fleet` first: advance, trap, power_cut, free.
"""
