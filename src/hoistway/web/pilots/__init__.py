"""Elevators on their way into the on-demand pilot: lists, one elevator, what each side does."""
