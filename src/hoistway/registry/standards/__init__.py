"""Mappings of registers that are known by name, as dated files."""
