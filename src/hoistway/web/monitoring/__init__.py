"""The monitoring desk: the fleet's health, what deviates, who is sent, and one elevator's lines."""
