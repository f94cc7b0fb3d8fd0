"""Things outside Python: addresses of firms' systems."""
