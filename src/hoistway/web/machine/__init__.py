"""Machines at work: alarms they raised, samples they sent."""
