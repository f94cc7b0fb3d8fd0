"""The verbs of filing, checking, deciding, drawing and urging."""
