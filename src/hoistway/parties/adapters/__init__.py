"""What of the parties lies outside: WeChat, which knows who opened a mini-program."""
