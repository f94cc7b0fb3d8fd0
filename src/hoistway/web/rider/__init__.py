"""公众: scan, two taps, follow; no account, no cookie, no JavaScript needed."""
