"""What is judged of programs: quotas, the life of a key, what a role may open it for."""
