"""How a year plan is proposed: rates, what longer intervals have shown, lines with reasons."""
