"""Pages of the schedule: the board, the plan of a day, all visits, a year as a file."""
