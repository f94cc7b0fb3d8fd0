"""Public reports on the desks of firms, use units and bureaus, and their figures for everybody."""
