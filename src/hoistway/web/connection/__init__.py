"""连接与使用: how well elevators are connected, and what they do day by day."""
