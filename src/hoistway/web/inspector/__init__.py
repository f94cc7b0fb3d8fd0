"""The inspector's door: find the elevator on site, compare it with what is filed."""
