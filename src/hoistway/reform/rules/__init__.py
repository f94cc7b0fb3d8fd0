"""What is judged in running the reform."""
