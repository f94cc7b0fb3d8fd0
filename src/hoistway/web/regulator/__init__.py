"""监管人员: figures, rescues and statistics of a district or of the city."""
