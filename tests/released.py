"""What the tests of exports release: summaries with private things in them that can be searched for, and releases of them."""

from datetime import date
from importlib.util import find_spec
from typing import Any

from msgspec import structs
from people import DAY, MADE, given, shipped

from ctintake.exports.formats import FORMATS
from ctintake.exports.recipients import NEEDS_RECORD, Cut, cut
from ctintake.exports.release import Record
from ctintake.screening import screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Summary

PHONE, TIMES = "203-555-0142", "after the late shift at the XQ17 mill"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> & \"q\" 'q' `c` [l](http://evil.example) **b** | "
    "=1+1 \x1b[31mred\x1b]0;t\x07 \x00\u202eevil\u2066 | end"
)
RECORD = Record(to="Public defender, G.A. 14", what="The results", why="Advice before a plea", until=date(2027, 1, 31), on=DAY)

HURT_AND_CHARGED: dict[str, Any] = {
    "answering": "self", "situation": ["charged", "harmed"], "danger_now": True, "town": "Union", "language": "es", "us_citizen": "no",
    "status": "conditional-lpr", "admission_date": "2025-03-09", "case_stage": "plea-offered", "charges": ["assault-third"], "court": "ga19",
    "next_court_date": "2026-12-04", "harm": ["domestic-violence"], "harmed_person": "me", "harm_in_us": True, "harm_date": "2026-05-17",
    "abuser_relation": "spouse", "abuser_status": "citizen", "household_size": 3, "monthly_income": 3917, "safe_phone": PHONE, "safe_times": TIMES,
}  # fmt: skip
"""Someone hurt and charged at once, in a town of fewer than 20,000 people, with every kind of private answer."""

TEXTS = [name for name, form in FORMATS.items() if form.is_text or name == "csv"]
"""The formats whose bytes can be searched."""


def summary_of(include_sensitive: bool = True, **facts: Any) -> Summary:
    """Make the summary of these answers."""
    return compose(screen(given(**facts), shipped(), DAY), Making(MADE, "0", include_sensitive=include_sensitive))


def cut_for(recipient: str, summary: Summary) -> Cut:
    """Cut a summary for a recipient, with the record where one is needed."""
    return cut(summary, recipient, shipped(), "7K3M", RECORD if recipient in NEEDS_RECORD else None)


def there(name: str) -> bool:
    """Tell whether a format's writer is there."""
    return find_spec(FORMATS[name].module) is not None


def whole(written: object) -> bytes:
    """Give all the bytes of what a writer gave, names of files too."""
    return written if isinstance(written, bytes) else b"\n".join(name.encode() + b"\n" + content for name, content in written.items())


def with_hostile_words(summary: Summary) -> Summary:
    """Put hostile text wherever a person's or an overlay's words may stand."""
    first, *findings = summary.findings
    call, *calls = summary.calls
    office, *offices = summary.referrals
    return structs.replace(
        summary,
        answers=summary.answers | {"safe_times": HOSTILE, "safe_phone": HOSTILE, "town": HOSTILE, "charges": [HOSTILE]},
        findings=(structs.replace(first, title=HOSTILE, say=HOSTILE, do=(HOSTILE,), advocate=HOSTILE), *findings),
        calls=(structs.replace(call, name=HOSTILE, say=HOSTILE, hours=HOSTILE, caution=HOSTILE), *calls),
        referrals=(structs.replace(office, name=HOSTILE, limits=HOSTILE, url="javascript:alert(3)"), *offices),
        deadlines=tuple(structs.replace(day, label=HOSTILE, counted=HOSTILE) for day in summary.deadlines),
    )
