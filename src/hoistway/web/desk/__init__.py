"""What all desks share: rows, figures, rooms of one rescue, maps, lists and exports."""
