"""Invented maintenance visits, honest ones and faked ones, as files; the rules never see this.

`elevators.ndjson`, `visits.ndjson` and `telemetry.ndjson` are what a platform would know,
`truth.ndjson` says which visits were faked and how.
"""
