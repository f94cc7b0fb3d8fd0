"""Everything an installation owns, taken away in open formats and brought into an empty one."""
