"""Drawings and formats that several pages share; they know no room, only plain values."""
