"""The roof: the one command, configuration, embedded servers and the order of processes."""
