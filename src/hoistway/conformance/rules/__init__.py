"""How a system is judged, without the database."""
