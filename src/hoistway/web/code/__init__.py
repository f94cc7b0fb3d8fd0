"""One address, many doors: what a scanned code opens for whom; help stands on each."""
