"""Hoistway (慧梯): the open city platform for elevators."""
