"""应急席位: the board, the incident room, calls by telephone and by address."""
