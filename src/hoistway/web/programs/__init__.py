"""程序接入: the keys that people keep for their programs."""
