"""Template tags and filters of the pages; load them with `{% load house %}`."""
