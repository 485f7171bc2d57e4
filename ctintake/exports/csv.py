"""Tables for a spreadsheet: findings, referrals and last days of one summary, or of a whole caseload; one row each, in a folder of files.

UTF-8 with a byte-order mark, since Excel takes a file without one for an older encoding. No cell is ever a formula: one that begins like one has a ' before it.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from ctintake.exports.cleaning import harmless, one_line
from ctintake.exports.handout import release_rows
from ctintake.exports.inside import without_answers
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import Words, phone_text, seen
from ctintake.summary.records import Found, LastDay, Law, Referred, Summary

_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # OWASP, CSV injection: the full-width signs too
_BOM = "\ufeff"

Rows = Sequence[Sequence[object]]
Files = Mapping[str, bytes]


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands in the tables of one summary: there is none of answers."""
    return without_answers(release.summary)


def inside_caseload(release: Release) -> Summary:
    """Give what stands of one summary in the tables of a caseload: of offices those to call alone, or counts."""
    summary = without_answers(release.summary)
    if release.recipient == "statistics":
        return summary
    called = {call.resource for call in summary.calls}
    return structs.replace(summary, referrals=tuple(one for one in summary.referrals if one.resource in called))


def write(release: Release, knowledge: Knowledge) -> Files:
    """Write the tables of one summary, by the names of their files."""
    if release.recipient == "statistics":
        return _counts([release.summary])
    summary, words = release.summary, Words(knowledge)
    files = {
        "findings.csv": table(_FINDING, [_finding(one, words) for one in summary.findings]),
        "referrals.csv": table(_REFERRAL, [_referral(one, summary, words) for one in summary.referrals]),
        "deadlines.csv": table(_DAY, [_last_day(one, _titles(summary)) for one in sorted(summary.deadlines, key=lambda one: one.date)]),
    }
    return files | _released(release, words)


def write_caseload(releases: Sequence[Release], knowledge: Knowledge) -> Files:
    """Write the tables of a caseload: findings by summary, last days by date, calls by office; each summary by its reference, never by its file."""
    if all(release.recipient == "statistics" for release in releases):
        return _counts([release.summary for release in releases])
    words = Words(knowledge)
    findings = [(release.reference, *_finding(one, words)) for release in releases for one in release.summary.findings]
    days = [(release.reference, *_last_day(one, _titles(release.summary))) for release in releases for one in release.summary.deadlines]
    files = {
        "findings.csv": table(("summary", *_FINDING), findings),
        "deadlines.csv": table(("summary", *_DAY), sorted(days, key=lambda row: (str(row[1]), str(row[0])))),
        "calls.csv": table(_OFFICE, _by_office(releases, words)),
    }
    return files | next((rows for release in releases if (rows := _released(release, words))), {})


def _released(release: Release, words: Words) -> dict[str, bytes]:
    """Give the table of the record of a release, where there is one."""
    rows = [(row.label, row.text) for row in release_rows(release, words)]
    return {"release.csv": table(("key", "value"), rows)} if rows else {}


def table(columns: Sequence[str], rows: Rows) -> bytes:
    """Write one table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return (_BOM + text.getvalue()).encode()


def cell(value: object) -> str:
    r"""Give a cell on one line that no terminal obeys and no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell("+1-203-555-0100"), cell("a\nb")
    ("'=1+1", "'+1-203-555-0100", 'a b')
    """
    text = one_line(harmless(str(value)))
    return f"'{text}" if _FORMULA.match(text) else text


_FINDING = ("finding", "certainty", "urgency", "title", "say", "steps", "because", "open", "law", "to the lawyer")
_REFERRAL = (
    "office",
    "call",
    "for",
    "phone",
    "hours",
    "number seen",
    "other phones",
    "text",
    "email",
    "web",
    "address",
    "languages",
    "cost",
    "limits",
    "mind",
    "why",
    "checked",
)
_DAY = ("last day", "be done by", "what", "passed", "note", "counted", "for", "law")
_OFFICE = ("office", "phone", "hours", "number seen", "summaries", "how many")


def _finding(one: Found, words: Words) -> tuple[object, ...]:
    law = "; ".join(_law(law, words) for law in one.law)
    say, advocate = " ".join(one.to_person), " ".join(one.to_advocate)
    return one.id, one.certainty, one.urgency, one.title, say, " / ".join(one.do), words.facts(one.because), words.facts(one.open), law, advocate


def _law(law: Law, words: Words) -> str:
    flags = "".join(f" {words('label-flag', title=law.title, flag=flag)}" for flag in (law.flag, law.aged) if flag)
    return f"{law.citation} ({words.source(law.confidence)}checked {law.checked.isoformat()}){flags}"


def _referral(one: Referred, summary: Summary, words: Words) -> tuple[object, ...]:
    place = next((at for at, call in enumerate(summary.calls, start=1) if call.resource == one.resource), "")
    titles = _titles(summary)
    first = one.phones[0] if one.phones else None
    others = "; ".join(f"{phone_text(phone.number)} ({phone.label}; {seen(phone.number_seen, words)})" for phone in one.phones[1:])
    reach = (phone_text(first.number), first.hours, seen(first.number_seen, words)) if first is not None else ("", "", "")
    mind = " ".join(note for note in (one.caution, one.aged) if note)
    named = "; ".join(titles[finding] for finding in one.findings if finding in titles)
    rest = (one.text, one.email, one.url, one.address, "; ".join(one.languages), one.cost, one.limits, mind, " ".join(one.why), one.checked.isoformat())
    return one.name, place, named, *reach, others, *rest


def _last_day(one: LastDay, titles: Mapping[str, str]) -> tuple[object, ...]:
    passed = "yes" if one.passed else "perhaps" if one.perhaps_passed else "no"
    return (
        one.date.isoformat(),
        one.earliest_safe.isoformat(),
        one.label,
        passed,
        one.passed_note,
        one.counted,
        one.title or titles.get(one.finding, one.finding),
        one.citation,
    )


def _titles(summary: Summary) -> dict[str, str]:
    return {found.id: found.title for found in summary.findings}


def _by_office(releases: Sequence[Release], words: Words) -> Rows:
    """Give each office to call once, the most called first, with the summaries it is called for."""
    calls = {call.resource: call for release in releases for call in release.summary.calls}
    named = {resource: [one.reference for one in releases if any(call.resource == resource for call in one.summary.calls)] for resource in calls}
    order = sorted(calls, key=lambda resource: (-len(named[resource]), calls[resource].name))
    return [
        (calls[name].name, phone_text(calls[name].number), calls[name].hours, seen(calls[name].number_seen, words), "; ".join(named[name]), len(named[name]))
        for name in order
    ]


def _counts(summaries: Sequence[Summary]) -> Files:
    """Count: how often each finding and each office comes up. No rows of one person, no days."""
    findings = [(one.id, one.certainty) for summary in summaries for one in summary.findings]
    calls = [call.resource for summary in summaries for call in summary.calls]
    offices = [one.resource for summary in summaries for one in summary.referrals]
    return {
        "findings.csv": table(
            ("finding", "applies", "may apply"),
            [(name, *(findings.count((name, how)) for how in ("applies", "may-apply"))) for name in _sorted(name for name, _ in findings)],
        ),
        "offices.csv": table(("office", "called", "named"), [(name, calls.count(name), offices.count(name)) for name in _sorted([*calls, *offices])]),
        "summaries.csv": table(("summaries",), [(len(summaries),)]),
    }


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names))
