"""信用评价: rounds on the desk, a firm's score with every point, objections, the bulletin."""
