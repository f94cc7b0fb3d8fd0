"""A use unit's own duties 日管控、周排查、月调度: keeping them, and who keeps them badly."""
