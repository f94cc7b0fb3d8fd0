"""Read what partners laid into the folders of their front-end machines."""

from datetime import datetime

import structlog

from hoistway.exchange.actions.taking import take_in
from hoistway.exchange.adapters.post import laid_in, put_away
from hoistway.exchange.queries.profiles import partners_known
from hoistway.exchange.vocabulary import Topic
from hoistway.foundation.refusal import Refusal

_log = structlog.get_logger()


def read_folders(*, now: datetime) -> int:
    """Take in each file that was laid in, and put it away; return how many were read.

    A file that cannot be read is put away too: its name is in the log, the file in `done`.
    """
    read = 0
    for known in partners_known():
        if known.connection is None or not known.connection.is_folder:
            continue
        for topic, file in laid_in(connection=known.connection):
            if topic not in set(map(str, Topic.inward())):
                continue
            try:
                text = file.read_bytes().decode("utf-8-sig", "replace")
                take_in(name=known.profile.name, topic=Topic(topic), text=text, now=now)
            except Refusal as refusal:
                _log.warning("partner_file_refused", file=file.name, reason=str(refusal))
            put_away(file=file)
            read += 1
    return read
