"""Which post keeps which round."""

from hoistway.safety.vocabulary import SafetyPost, SafetyRound

KEEPERS: dict[SafetyRound, SafetyPost] = {
    SafetyRound.DAILY: SafetyPost.OFFICER,
    SafetyRound.WEEKLY: SafetyPost.DIRECTOR,
    SafetyRound.MONTHLY: SafetyPost.HEAD,
}
"""Source: 令74号 art. 69, 71, 73 – officer, director, head of the unit; the articles of the
rounds themselves (M)."""
