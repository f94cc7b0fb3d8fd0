"""Faults on every desk: what is wrong, who mends it, why it happened, how often it happens."""
