"""远程监测: samples in, kept before they are acknowledged, and the alarms found in them.

Clauses: 二（三）, 二（五）, GB/T 24476-2017, E1.
Verbs: enrol_device, keep_alarms, keep_traces, refuse_samples, take_position.
"""
