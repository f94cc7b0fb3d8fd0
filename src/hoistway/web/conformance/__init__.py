"""Whether a firm's systems are connected: examined on a file, an address, or what came in."""
