"""Door for people: pages rendered on the server, one folder of templates per audience."""
