"""The use unit's word on visits: its list, its answers, the code on a technician's phone."""
