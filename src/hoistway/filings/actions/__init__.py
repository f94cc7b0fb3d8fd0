"""The verbs of filing."""
