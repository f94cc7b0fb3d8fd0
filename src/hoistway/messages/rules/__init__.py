"""How a message is pressed, when it may wait, and in which words it goes: pure judgement."""
