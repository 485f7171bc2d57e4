"""The summary: what stands in the file, in which order, what is left out, and that it comes back as it was written."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from people import DAY, EVERYONE, MADE, PROFILES, Person, given, screened, shipped, summary_of, toml_of

from ctintake.answers.profile import parse_profile
from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.errors import InputError
from ctintake.screening import screen
from ctintake.summary.composing import Making, compose, law
from ctintake.summary.files import as_json, as_toml, parse_summary
from ctintake.summary.records import SCHEMA, Found, Summary

KEYS = [
    "schema", "made", "as_of", "language", "recipient", "title", "urgent", "left_out", "program", "notice", "calls", "deadlines", "findings", "referrals",
    "answers", "known", "unanswered", "versions",
]  # fmt: skip
"""The order in which a reader meets the parts."""

VERDICTS = re.compile(r"\b(eligible|ineligible|qualify|qualifies|guaranteed|will be deported|will not be deported|won't be deported)\b", re.IGNORECASE)
"""Words that promise or threaten an outcome, which no summary may use."""


def summary_for(*, include_sensitive: bool = False, **facts: Any) -> Summary:
    return compose(screen(given(**facts), shipped(), DAY), Making(MADE, "0", include_sensitive=include_sensitive))


def words_of(value: object) -> Iterator[str]:
    """Give every text within a summary, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from words_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_of(inner)


def in_json(value: Any) -> Any:
    """Give a TOML table as JSON would hold it: days and moments as text."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


# The file.


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_toml_and_json_have_the_same_content_under_the_same_keys_in_the_same_order(person: Person) -> None:
    text = toml_of(person)
    toml, plain = tomllib.loads(text), json.loads(as_json(summary_of(person, include_sensitive=True)))
    assert moments_alike(in_json(toml)) == moments_alike(plain)
    assert list(plain) == [key for key in KEYS if key in plain]
    headings = list(dict.fromkeys(re.findall(r"^\[+([a-z_]+)", text, re.MULTILINE)))
    assert headings == [key for key in KEYS if key in headings], "TOML puts plain values first; tables follow in the same order"


def moments_alike(table: dict[str, Any]) -> dict[str, Any]:
    """Write the moment it was made in one way: JSON has Z where TOML has +00:00."""
    return table | {"made": table["made"].replace("Z", "+00:00")}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_a_summary_comes_back_as_it_was_written(person: Person) -> None:
    summary = summary_of(person, include_sensitive=True)
    assert parse_summary(toml_of(person).encode(), "summary.toml") == summary
    assert as_json(parse_summary(as_json(summary).encode(), "summary.json")) == as_json(summary)


@pytest.mark.parametrize("person", EVERYONE[::9], ids=str)
def test_a_summary_without_sensitive_answers_comes_back_as_it_was_written(person: Person) -> None:
    summary = summary_of(person)
    assert parse_summary(as_toml(summary).encode(), "summary.toml") == summary


def test_a_summary_begins_with_what_a_reader_must_know_first() -> None:
    text = as_toml(summary_of(EVERYONE[0]))
    assert text.startswith(f'schema = "{SCHEMA}"\nmade = 2026-11-22 09:00:00+00:00\nas_of = 2026-11-22\n')
    assert text.index("[notice]") < text.index("[[calls]]") < text.index("[[findings]]") < text.index("[[referrals]]") < text.index("[answers]")


def test_a_summary_says_which_program_and_knowledge_made_it() -> None:
    program = summary_of(EVERYONE[0]).program
    assert (program.version, program.knowledge, program.knowledge_version, program.digest) == (
        "0",
        "Connecticut",
        shipped().jurisdiction.version,
        shipped().digest,
    )
    assert re.fullmatch("[0-9a-f]{16}", program.digest)


HOSTILE = 'a "quote", a \\ backslash, [brackets] = "x"\ttab, ünïcode, 中文, # no comment, """ three'


def test_what_a_person_typed_comes_back_letter_by_letter() -> None:
    summary = summary_for(include_sensitive=True, status="lpr", safe_times=HOSTILE)
    assert parse_summary(as_toml(summary).encode(), "s").answers["safe_times"] == HOSTILE
    assert parse_summary(as_json(summary).encode(), "s").answers["safe_times"] == HOSTILE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"schema = ", "not TOML"),
        (b'{"schema": ', "not JSON"),
        (b"{}", "is no summary"),
        (b"[1, 2]\n", "is no"),
        (b'[answers]\nstatus = "lpr"\n', "is no summary"),
        (b'schema = "somebody-elses/1"\n', "is no summary"),
        (b'schema = "ctintake.summary/2"\n', "is newer than this program knows: 'ctintake.summary/2'"),
        (b'schema = "ctintake.summary/0"\n', "of another version: 'ctintake.summary/0'"),
        (b'schema = "ctintake.summary/later"\n', "of another version: 'ctintake.summary/later'"),
        (b'schema = "ctintake.summary/1"\n', "is a damaged summary"),
        (b'{"schema": "ctintake.summary/1", "urgent": 3}', "is a damaged summary"),
        (PROFILES[0].read_bytes(), "is no summary"),
    ],
    ids=[
        "an empty file", "not text", "broken TOML", "broken JSON", "empty JSON", "a list", "a small profile", "another program's file", "a later version",
        "an earlier version", "no version", "only a first line", "a wrong type", "a profile of ours",
    ],
)  # fmt: skip
def test_what_is_no_summary_is_refused_with_the_files_name_and_the_reason(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)) as fault:
        parse_summary(content, "his-file.toml")
    (problem,) = fault.value.problems
    assert problem.where == "his-file.toml"
    assert problem.right or "JSON" in problem.what
    assert "a profile has" not in problem.right


def test_a_summary_that_left_answers_out_is_no_profile() -> None:
    person = next(one for one in EVERYONE if summary_of(one).left_out)
    with pytest.raises(InputError, match="is a summary that left answers out"):
        parse_profile(as_toml(summary_of(person)).encode(), "his-file.toml", shipped(), DAY)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ("ctintake.summary/2", "update the program"),
        ("ctintake.summary/10", "update the program"),
        ("ctintake.summary/99999999999", "update the program"),
        ("ctintake.summary/0", "ctintake screen PROFILE -o FILE"),
    ],
)
def test_only_a_newer_summary_asks_for_a_newer_program(found: str, right: str) -> None:
    with pytest.raises(InputError) as fault:
        parse_summary(f'schema = "{found}"\n'.encode(), "his-file.toml")
    assert right in fault.value.problems[0].right
    assert ("update" in fault.value.problems[0].right) == (right == "update the program")


@pytest.mark.parametrize("language", ["english", "en-US", "", "e", "EN", "en\n", "other"])
def test_a_summary_in_no_language_that_has_a_code_is_damaged(language: str) -> None:
    changed = msgspec.structs.replace(summary_of(EVERYONE[0]), language=language)
    with pytest.raises(InputError, match=r"his-file\.json: is a damaged summary: language"):
        parse_summary(as_json(changed).encode(), "his-file.json")


@pytest.mark.parametrize("language", ["en", "es", "yue"])
def test_a_summary_may_be_in_any_language_that_has_a_code(language: str) -> None:
    changed = msgspec.structs.replace(summary_of(EVERYONE[0]), language=language)
    assert parse_summary(as_json(changed).encode(), "his-file.json").language == language


@pytest.mark.parametrize("key", ["date", "earliest_safe"])
@pytest.mark.parametrize("day", [date(1, 1, 1), date(1799, 12, 31), date(2301, 1, 1), date(9999, 12, 31)], ids=str)
def test_a_last_day_in_no_likely_year_is_damage(key: str, day: date) -> None:
    summary = next(summary for person in EVERYONE if (summary := summary_of(person)).deadlines)
    last = msgspec.structs.replace(summary.deadlines[-1], **{key: day})
    changed = msgspec.structs.replace(summary, deadlines=(*summary.deadlines[:-1], last))
    with pytest.raises(InputError, match=rf"his-file\.toml: is a damaged summary: .*{day}, no likely year"):
        parse_summary(as_toml(changed).encode(), "his-file.toml")


def test_a_summary_cut_short_is_refused() -> None:
    text = as_toml(summary_of(EVERYONE[0]))
    for cut in (len(text) // 4, len(text) // 2):
        with pytest.raises(InputError, match=r"is not TOML|is a damaged summary"):
            parse_summary(text[:cut].encode(), "cut.toml")


# What the person told us, and what is left out of the file.

SENSITIVE = {name for name, question in shipped().questions.items() if question.sensitive}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_sensitive_answers_stay_out_of_the_file_and_are_named_unless_asked_for(person: Person) -> None:
    asked = set(screened(person).answers)
    without, with_them = summary_of(person), summary_of(person, include_sensitive=True)
    assert not without.answers.keys() & SENSITIVE
    assert set(without.left_out) == asked & SENSITIVE
    assert without.answers.keys() == asked - SENSITIVE
    assert with_them.answers.keys() == asked
    assert with_them.left_out == ()


def test_a_sensitive_answer_appears_nowhere_in_the_file() -> None:
    assert "safe_phone" in SENSITIVE
    assert "860-555-0142" not in as_toml(summary_for(status="lpr", safe_phone="860-555-0142"))
    assert "860-555-0142" in as_toml(summary_for(include_sensitive=True, status="lpr", safe_phone="860-555-0142"))


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_what_was_asked_and_not_answered_is_listed_with_its_name(person: Person) -> None:
    open_answers = {fact: answer.value.value for fact, answer in screened(person).answers.items() if isinstance(answer.value, Unanswered)}
    listed = summary_of(person).unanswered
    assert {one.fact: one.answer for one in listed} == open_answers
    assert [one.label for one in listed] == [shipped().questions[one.fact].label for one in listed]


def test_a_guess_is_marked_on_the_answer_and_on_each_finding_that_rests_on_it() -> None:
    answers = given(us_citizen="no", situation=["charged"], case_stage="charged").with_answer("status", Answer("no-status", Known.GUESS))
    summary = compose(screen(answers, shipped(), DAY), Making(MADE, "0", include_sensitive=True))
    assert summary.known == {"status": "guess"}
    assert (
        {finding.id for finding in summary.findings if finding.guesses} == {finding.id for finding in summary.findings if "status" in finding.because} != set()
    )


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_urgent_names_the_findings_for_today_in_the_order_of_the_findings(person: Person) -> None:
    summary = summary_of(person)
    assert list(summary.urgent) == [finding.id for finding in summary.findings if finding.urgency == "now"]


# The law.


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_finding_and_deadline_names_its_law_with_citation_and_the_day_it_was_checked(person: Person) -> None:
    summary = summary_of(person)
    for finding in summary.findings:
        assert finding.law, finding.id
        for one in finding.law:
            assert one.citation.strip()
            assert one.checked == shipped().authorities[one.id].checked >= date(2026, 1, 1)
    for deadline in summary.deadlines:
        assert deadline.citation == shipped().authorities[deadline.law].citation


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_a_law_under_challenge_is_printed_with_its_flag(person: Person) -> None:
    for finding in summary_of(person).findings:
        for one in finding.law:
            assert one.flag == shipped().authorities[one.id].flag, one.id


def test_some_law_that_a_finding_rests_on_carries_a_flag() -> None:
    """Or the test above could not fail."""
    flagged = [one for person in EVERYONE for finding in summary_of(person).findings for one in finding.law if one.flag]
    assert flagged
    assert any(one.flag in as_toml(summary_of(person)) for person in EVERYONE[:20] for one in flagged[:1])


def test_an_authority_that_rests_on_general_knowledge_makes_no_statement() -> None:
    name = "us-u-visa"
    graded = {grade: msgspec.structs.replace(shipped().authorities[name], confidence=grade) for grade in ("A", "B", "C")}
    printed = {grade: law(name, replace(shipped(), authorities={**shipped().authorities, name: entry}), DAY) for grade, entry in graded.items()}
    assert printed["A"].says == printed["B"].says == graded["A"].says
    assert printed["C"].says == shipped().text("graded-c") != graded["C"].says
    assert printed["C"].citation == graded["C"].citation


def test_a_law_that_was_checked_long_ago_says_so_once_it_is_past_the_age_limit() -> None:
    checked, limit = shipped().authorities["us-u-visa"].checked, timedelta(days=shipped().jurisdiction.law_age_limit_days)
    assert law("us-u-visa", shipped(), checked + limit).aged == ""
    assert law("us-u-visa", shipped(), checked + 2 * limit).aged


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_summary_states_what_only_general_knowledge_supports(person: Person) -> None:
    text = toml_of(person)
    stated = [name for name, entry in shipped().authorities.items() if entry.confidence == "C" and entry.says in text]
    assert stated == []


# The words.


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_summary_promises_or_threatens_an_outcome(person: Person) -> None:
    """Ids, which are no prose, have no spaces."""
    found = [words for words in words_of(msgspec.to_builtins(summary_of(person, include_sensitive=True))) if " " in words and VERDICTS.search(words)]
    assert found == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_finding_call_and_referral_has_its_words(person: Person) -> None:
    summary = summary_of(person)
    for finding in summary.findings:
        assert all(text.strip() for text in (finding.title, finding.say, *finding.do)), finding.id
        assert finding.do, finding.id
    for call in summary.calls:
        assert call.say.strip(), call.resource
        assert call.number.startswith("+1-") or len(call.number) <= 6, call.number
    for referral in summary.referrals:
        assert referral.why, referral.resource
        assert "{" not in " ".join(referral.why)
    assert "{" not in " ".join(deadline.counted for deadline in summary.deadlines)


@pytest.mark.parametrize(
    ("answering", "key"),
    [("self", "call"), ("family", "call_for_another"), ("advocate", "call_for_another"), ("defender", "call_for_another")],
)
def test_what_to_say_on_the_phone_fits_who_will_call(answering: str, key: str) -> None:
    summary = summary_for(answering=answering, danger_now="yes", harm=["domestic-violence"], harmed_person="me", us_citizen="no", town="Hartford")
    sentences = {getattr(need, key) for need in shipped().needs.values()}
    assert summary.calls
    for call in summary.calls:
        assert any(call.say.startswith(sentence) for sentence in sentences), call.say


def test_a_deadline_says_how_it_was_counted_and_what_may_still_be_open_once_it_has_passed() -> None:
    deadlines = {person: summary_of(person).deadlines for person in EVERYONE}
    every = [deadline for some in deadlines.values() for deadline in some]
    passed = [deadline for deadline in every if deadline.passed]
    assert passed
    assert all(deadline.passed_note for deadline in passed)
    assert not any(deadline.passed_note for deadline in every if not deadline.passed)
    for deadline in every:
        assert re.search(r"\d{4}|left out of this file", deadline.counted), deadline.counted


def charged(status: str) -> list[Found]:
    """Give the findings that list the charges, for someone charged with a larceny and under a statute no entry covers."""
    summary = summary_for(us_citizen="no", status=status, situation=["charged"], case_stage="charged", charges=["larceny-third", "53a-999z"])
    return [finding for finding in summary.findings if finding.charges]


def test_a_charge_is_listed_with_its_grounds_and_an_unknown_statute_as_it_was_given() -> None:
    larceny = shipped().offences["larceny-third"]
    assert charged("declined")
    for finding in charged("declined"):
        known, unknown = finding.charges
        assert (known.charge, known.statute) == ("larceny-third", larceny.statute)
        assert [ground.id for ground in known.grounds] == list(larceny.grounds), "a status that is not known rules no ground out"
        assert (unknown.charge, unknown.statute, unknown.grounds) == ("53a-999z", "53a-999z", ())


def test_a_ground_that_does_not_reach_someone_of_this_status_says_what_it_still_means() -> None:
    """8 U.S.C. 1226(c)(1)(E) reaches people who came without inspection, by fraud or without papers, not residents."""
    ground = shipped().grounds["laken-riley"]
    said = {ground.id: ground.says for finding in charged("lpr") for charge in finding.charges for ground in charge.grounds}
    assert said["laken-riley"] == ground.otherwise
    assert said["cimt"] == shipped().grounds["cimt"].says
