"""What stands between changes and the world: envelopes and the post."""
