"""When: the time expressions of a text, the moments they mean, and the times of incidents and claims.

Takes: a text and what is known of its publication. Gives: `TimeMention`s with the reason, the conflicts of
zones, and for the offsets of claims the time of their incident. Change this when: times are to be told by
another rule.
"""

from tollbook.extracting.times.anchors import TimeContext
from tollbook.extracting.times.choosing import TimeChoice, as_when, claim_times, event_time
from tollbook.extracting.times.finding import TimeReading, find_times, read_times

__all__ = [
    "TimeChoice", "TimeContext", "TimeReading", "as_when", "claim_times", "event_time", "find_times",
    "read_times",
]  # fmt: skip
