"""The verbs of maintenance."""
