"""The rescue played without a person: phones that read pages and send their forms."""
