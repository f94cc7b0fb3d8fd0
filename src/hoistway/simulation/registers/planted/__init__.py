"""What goes wrong in registers, and what only looks wrong; one function for each."""
