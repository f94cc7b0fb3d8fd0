"""The straightforward ways, one readable file each, in their documented fast configuration."""
