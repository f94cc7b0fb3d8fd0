"""The one table of what may follow what in the life of a bulletin."""

from hoistway.bulletins.vocabulary import BulletinDeed, BulletinState
from hoistway.foundation.refusal import Refusal


class MovedOn(Refusal):
    """Raised when a bulletin is no longer in the state in which the deed makes sense."""

    code = "bulletin_moved_on"
    zh = "该公告现为“{zh}”，不能再{deed_zh}。请刷新页面。"
    en = "The bulletin is now “{en}”; “{deed_en}” is no longer possible. Reload the page."


_COURSE = {
    (BulletinState.RETURNED, BulletinDeed.SUBMIT): BulletinState.SUBMITTED,
    (BulletinState.SUBMITTED, BulletinDeed.PUBLISH): BulletinState.PUBLISHED,
    (BulletinState.SUBMITTED, BulletinDeed.RETURN): BulletinState.RETURNED,
    (BulletinState.RETURNED, BulletinDeed.WITHDRAW): BulletinState.WITHDRAWN,
    (BulletinState.SUBMITTED, BulletinDeed.WITHDRAW): BulletinState.WITHDRAWN,
    (BulletinState.PUBLISHED, BulletinDeed.WITHDRAW): BulletinState.WITHDRAWN,
}


def state_after(*, state: BulletinState, deed: BulletinDeed) -> BulletinState:
    """Return the state after a deed. Raises: MovedOn."""
    after = _COURSE.get((state, deed))
    if after is None:
        raise MovedOn(zh=state.zh, en=state.en, deed_zh=deed.zh, deed_en=deed.en)
    return after
