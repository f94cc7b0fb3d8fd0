"""电梯: the register as a list, as a file of one elevator, and as an export."""
