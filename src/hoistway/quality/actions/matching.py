"""What the match of the whole register finds: one elevator twice, two with one number."""
