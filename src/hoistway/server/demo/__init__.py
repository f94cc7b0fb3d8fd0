"""The demo's stage machinery: the simulated elevators, the invented people, and their orders."""
