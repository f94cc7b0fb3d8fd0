"""How often firms are looked at on site: whom first, why, and what it brought."""
