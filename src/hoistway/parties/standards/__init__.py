"""Official tables of the parties room."""
