"""Monthly and yearly statements: on the desk, for everybody, as file and on paper."""
