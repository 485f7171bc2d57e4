"""The same answers again, later: what appeared, vanished or moved, and what caused it."""

import json
import os
import stat
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli_w
from people import DAY, EVERYONE, MADE, PROFILES, Person, answers_of, given, shipped, summary_of

from ctintake.answers.values import Answers
from ctintake.errors import InputError
from ctintake.knowledge.loading import load
from ctintake.model import Deadline, Knowledge, Rule, Urgency
from ctintake.rescreening import answers_in, compare, missing_answers
from ctintake.rescreening.records import Change, Comparison
from ctintake.screening import screen
from ctintake.summary.composing import Making, cited, compose, digest
from ctintake.summary.files import as_toml, parse_summary
from ctintake.summary.records import Summary

MAKING = Making(MADE, "0", include_sensitive=True)
A_YEAR = timedelta(days=366)


def rule(when: str, **changes: Any) -> Rule:
    """Make a rule of our own over the real facts, so that these tests do not hang on what the law happens to say."""
    plain = {"urgency": Urgency.PLAN, "title": "t", "say": "s", "do": ("d",), "advocate": "a", "needs": ("basic-needs",), "law": ("us-u-visa",)}
    return Rule(when=when, **(plain | changes))


def knowing(digest: str = "one", **rules: Rule) -> Knowledge:
    """Give the shipped knowledge with these rules alone, under a digest of its own."""
    return replace(shipped(), rules=rules, digest=digest)


def old_summary(answers: Answers, knowledge: Knowledge, as_of: date = DAY) -> Summary:
    """Make a summary that carries all its answers, through the file it would be kept in."""
    summary = compose(screen(answers, knowledge, as_of), MAKING)
    return parse_summary(as_toml(summary).encode(), "old.toml")


def again(answers: Answers, then: Knowledge, now: Knowledge, *, as_of: date = DAY, old_day: date = DAY) -> Comparison:
    """Screen the same answers under one state of the knowledge and day, and under another."""
    return compare(old_summary(answers, then, old_day), answers, now, as_of, MAKING)


def told(comparison: Comparison, what: str) -> list[tuple[str, str]]:
    """Give the changes of one kind of thing: how it changed, and which it is."""
    return [(change.kind, change.id) for change in comparison.changes if change.what == what]


def the(comparison: Comparison, what: str) -> Change:
    """Give the only change of a kind of thing."""
    (change,) = [one for one in comparison.changes if one.what == what]
    return change


def why(change: Change) -> list[tuple[str, str]]:
    return [(cause.kind, cause.id) for cause in change.causes]


# For everyone.


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_on_the_same_day_and_with_the_same_knowledge_nothing_changes(person: Person) -> None:
    old = summary_of(person, include_sensitive=True)
    found = compare(old, answers_in(old, "old", shipped()), shipped(), person.as_of, MAKING)
    assert (found.changes, found.answers, found.not_compared) == ((), (), ())
    assert (found.unchanged.findings, found.unchanged.calls, found.unchanged.referrals) == (len(old.findings), len(old.calls), len(old.referrals))
    assert found.unchanged.deadlines == len(old.deadlines)


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_the_answers_come_back_from_a_summary_as_they_were_given(person: Person) -> None:
    old = parse_summary(as_toml(summary_of(person, include_sensitive=True)).encode(), "old")
    assert dict(answers_in(old, "old", shipped())) == dict(answers_of(person))


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_where_only_time_has_passed_every_cause_is_a_date(person: Person) -> None:
    found = compare(summary_of(person, include_sensitive=True), answers_of(person), shipped(), person.as_of + A_YEAR, MAKING)
    assert all(change.causes for change in found.changes)
    assert {cause.kind for change in found.changes for cause in change.causes} <= {"date"}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_with_the_answers_left_out_the_same_profile_changes_nothing(person: Person) -> None:
    old = summary_of(person)
    found = compare(old, answers_of(person), shipped(), person.as_of, MAKING)
    assert (found.changes, found.answers) == ((), ())
    assert set(found.not_compared) == set(old.left_out) - {one.fact for one in old.unanswered}


def test_a_year_changes_something_for_some_of_them() -> None:
    """Or the test of dates above could not fail."""
    later = [compare(summary_of(one, include_sensitive=True), answers_of(one), shipped(), one.as_of + A_YEAR, MAKING) for one in EVERYONE[:20]]
    assert {change.kind for found in later for change in found.changes} >= {"vanished", "moved"}


# Time.

PLEA = given(plea_date="2023-12-01", status="lpr")
THREE_YEARS = rule("status == 'lpr' and years_since(plea_date) <= 3")


def test_a_finding_that_vanishes_when_its_time_is_over_names_the_date_it_was_counted_from() -> None:
    knowledge = knowing(plea=THREE_YEARS)
    found = again(PLEA, knowledge, knowledge, as_of=date(2026, 12, 2))
    change = the(found, "finding")
    assert (change.kind, change.id, change.after) == ("vanished", "plea", None)
    assert (change.before.certainty, change.before.urgency) == ("applies", "plan")
    assert why(change) == [("date", "plea_date")]
    assert shipped().questions["plea_date"].label in change.causes[0].words


def test_on_its_last_day_it_has_not_vanished() -> None:
    knowledge = knowing(plea=THREE_YEARS)
    assert told(again(PLEA, knowledge, knowledge, as_of=date(2026, 12, 1)), "finding") == []


def test_a_finding_that_waits_for_a_day_appears_and_names_it() -> None:
    knowledge = knowing(later=rule("years_since(plea_date) > 3"))
    change = the(again(PLEA, knowledge, knowledge, as_of=date(2026, 12, 2)), "finding")
    assert (change.kind, change.before, why(change)) == ("appeared", None, [("date", "plea_date")])


def test_a_vague_date_that_becomes_certain_moves_a_finding() -> None:
    knowledge = knowing(later=rule("years_since(plea_date) > 3"))
    change = the(again(given(plea_date="2023"), knowledge, knowledge, as_of=date(2027, 1, 2)), "finding")
    assert (change.kind, change.before.certainty, change.after.certainty) == ("moved", "may-apply", "applies")
    assert why(change) == [("date", "plea_date")]


DUE = Deadline(start="plea_date", add="3 years", label="Last day to ask", law="us-u-visa", past="ask anyway")


@pytest.mark.parametrize(
    ("as_of", "standing", "urgency"), [(date(2026, 11, 20), "near", "now"), (date(2026, 12, 2), "passed", "plan")], ids=["is near", "has passed"]
)
def test_a_deadline_that(as_of: date, standing: str, urgency: str) -> None:
    knowledge = knowing(plea=rule("status == 'lpr'", deadline=(DUE,)))
    found = again(PLEA, knowledge, knowledge, as_of=as_of, old_day=date(2026, 10, 1))
    change = the(found, "deadline")
    assert (change.kind, change.title, change.before.standing, change.after.standing) == ("moved", "Last day to ask", "to-come", standing)
    assert (change.after.day, why(change)) == (date(2026, 12, 1), [("date", "plea_date")])
    raised = [(one.after.urgency, why(one)) for one in found.changes if one.what == "finding"]
    assert raised == ([("now", [("date", "plea_date")])] if urgency == "now" else [])
    assert change.note == ("ask anyway" if standing == "passed" else "")


def test_a_deadline_that_goes_with_its_finding_has_the_findings_cause() -> None:
    knowledge = knowing(plea=rule(THREE_YEARS.when, deadline=(DUE,)))
    change = the(again(PLEA, knowledge, knowledge, as_of=date(2026, 12, 2), old_day=date(2026, 10, 1)), "deadline")
    assert (change.kind, why(change)) == ("vanished", [("date", "plea_date")])


@pytest.mark.parametrize(
    ("limits", "as_of", "kind"),
    [({"since": date(2027, 1, 1)}, date(2027, 1, 1), "appeared"), ({"until": date(2026, 12, 31)}, date(2027, 1, 1), "vanished")],
    ids=["comes into force", "ends"],
)
def test_a_rule_that_is_named_with_its_day_when_it(limits: dict[str, date], as_of: date, kind: str) -> None:
    knowledge = knowing(law=rule("status == 'lpr'", **limits))
    change = the(again(PLEA, knowledge, knowledge, as_of=as_of), "finding")
    assert (change.kind, why(change)) == (kind, [("date", "law")])
    assert next(iter(limits.values())).isoformat() in change.causes[0].words


# The knowledge.

HOLDS = rule("status == 'lpr'")


def test_a_rule_that_was_rewritten_is_named() -> None:
    change = the(again(PLEA, knowing(card=HOLDS), knowing("two", card=rule("status == 'lpr'", urgency=Urgency.SOON))), "finding")
    assert (change.kind, change.before.urgency, change.after.urgency, why(change)) == ("moved", "plan", "soon", [("rule", "card")])


def test_a_new_rule_is_named_as_new_and_one_taken_out_as_taken_out() -> None:
    with_it, without = knowing(card=HOLDS, other=HOLDS), knowing("two", card=HOLDS)
    appeared, vanished = the(again(PLEA, without, with_it), "finding"), the(again(PLEA, with_it, without), "finding")
    assert [(one.kind, one.id, why(one)) for one in (appeared, vanished)] == [
        ("appeared", "other", [("rule", "other")]),
        ("vanished", "other", [("rule", "other")]),
    ]
    assert "new" in appeared.causes[0].words
    assert "taken out" in vanished.causes[0].words


def test_a_local_offices_rule_that_takes_the_place_of_ours_is_named(tmp_path: Path) -> None:
    person = next(one for one in EVERYONE if summary_of(one, include_sensitive=True).findings)
    old = summary_of(person, include_sensitive=True)
    name, was = old.findings[-1].id, old.findings[-1].urgency
    other = "plan" if was != "plan" else "soon"
    entry = msgspec.to_builtins(shipped().rules[name], builtin_types=(date,)) | {"urgency": other}
    (tmp_path / "rules.toml").write_text(tomli_w.dumps({name: entry}))
    found = compare(old, answers_in(old, "old", shipped()), load([tmp_path]), person.as_of, MAKING)
    change = the(found, "finding")
    assert (change.kind, change.id, change.after.urgency, why(change)) == ("moved", name, other, [("rule", name)])


def test_a_law_that_was_rewritten_is_named_where_the_rule_is_as_it_was() -> None:
    entry = msgspec.structs.replace(shipped().authorities["us-u-visa"], flag="stayed by a court")
    now = replace(knowing("two", card=HOLDS), authorities={**shipped().authorities, "us-u-visa": entry})
    change = the(again(PLEA, knowing(card=HOLDS), now), "finding")
    assert (change.kind, change.before, why(change)) == ("reworded", change.after, [("authority", "us-u-visa")])
    assert entry.citation in change.causes[0].words


def test_a_law_that_was_only_looked_at_again_changes_nothing() -> None:
    entry = msgspec.structs.replace(shipped().authorities["us-u-visa"], checked=DAY + timedelta(days=9))
    now = replace(knowing("two", card=HOLDS), authorities={**shipped().authorities, "us-u-visa": entry})
    assert again(PLEA, knowing(card=HOLDS), now).changes == ()


def test_what_neither_rule_nor_law_explains_comes_from_the_knowledge_as_a_whole() -> None:
    name = "any_status"
    sets = {**shipped().sets, name: msgspec.structs.replace(shipped().sets[name], members=("daca",))}
    card = rule(f"status in {name}")
    change = the(again(PLEA, knowing(card=card), replace(knowing("two", card=card), sets=sets)), "finding")
    assert (change.kind, why(change)) == ("vanished", [("knowledge", "")])
    assert "one" in change.causes[0].words
    assert "two" in change.causes[0].words


def test_an_office_whose_number_changed_or_that_is_gone_is_named() -> None:
    knowledge = knowing(card=HOLDS)
    old = old_summary(PLEA, knowledge)
    name = old.calls[0].resource
    entry = shipped().resources[name]
    phones = (msgspec.structs.replace(entry.phones[0], number="+1-203-555-0100"), *entry.phones[1:])
    changed = {**shipped().resources, name: msgspec.structs.replace(entry, phones=phones)}
    found = compare(old, PLEA, replace(knowledge, resources=changed, digest="two"), DAY, MAKING)
    assert {(one.kind, one.what, one.id, *why(one)) for one in found.changes} == {("moved", what, name, ("office", name)) for what in ("call", "referral")}
    gone = {key: one for key, one in shipped().resources.items() if key != name}
    found = compare(old, PLEA, replace(knowledge, resources=gone, digest="two"), DAY, MAKING)
    assert ("vanished", "referral", ("office", name)) in {(one.kind, one.what, *why(one)) for one in found.changes if one.id == name}


def test_an_office_that_comes_with_a_new_finding_has_that_findings_cause() -> None:
    found = again(PLEA, knowing(card=HOLDS), knowing("two", card=HOLDS, visa=rule("status == 'lpr'", needs=("u-visa",))))
    offices = [change for change in found.changes if change.what == "referral"]
    assert offices
    assert [why(one) for one in offices if one.kind == "appeared"] == [[("rule", "visa")]] * len(offices)


def test_a_deadline_whose_label_was_rewritten_is_the_same_deadline() -> None:
    then, now = (knowing(label, plea=rule("status == 'lpr'", deadline=(msgspec.structs.replace(DUE, label=label),))) for label in ("Ask by", "Last day"))
    change = the(again(PLEA, then, now), "deadline")
    assert (change.kind, change.title, why(change)) == ("reworded", "Last day", [("rule", "plea")])


def test_a_change_of_knowledge_and_of_time_is_told_with_both_causes() -> None:
    then = knowing(plea=rule("status == 'lpr'", deadline=(DUE,)))
    now = knowing("two", plea=rule("status == 'lpr'", deadline=(msgspec.structs.replace(DUE, add="2 years"),)))
    change = the(again(PLEA, then, now, as_of=date(2026, 12, 2), old_day=date(2025, 6, 1)), "deadline")
    assert (change.before.day, change.after.day, change.after.standing) == (date(2026, 12, 1), date(2025, 12, 1), "passed")
    assert why(change) == [("rule", "plea"), ("date", "plea_date")]


def test_a_summary_made_before_there_were_versions_still_works_and_blames_the_knowledge() -> None:
    old = msgspec.structs.replace(old_summary(PLEA, knowing(card=HOLDS)), versions=None)
    old = msgspec.structs.replace(old, program=msgspec.structs.replace(old.program, knowledge_version="2025.01"))
    now = knowing("two", card=HOLDS, other=HOLDS)
    change = the(compare(parse_summary(as_toml(old).encode(), "old"), PLEA, now, DAY, MAKING), "finding")
    assert (change.kind, change.id, why(change)) == ("appeared", "other", [("knowledge", "")])
    assert change.causes[0].words == f"The knowledge changed (version 2025.01 to {shipped().jurisdiction.version})."


def test_a_summary_names_every_rule_every_law_cited_and_the_offices_named_by_digest() -> None:
    old = old_summary(PLEA, shipped())
    assert old.versions.rules == {name: digest(entry) for name, entry in shipped().rules.items()}
    assert old.versions.authorities.keys() == {name for entry in shipped().rules.values() for name in cited(entry)}
    assert old.versions.resources.keys() == {one.resource for one in (*old.referrals, *old.calls)}
    assert all(len(one) == 8 for one in old.versions.rules.values())


def test_any_change_to_a_rule_changes_its_digest() -> None:
    others = [rule("status != 'lpr'"), rule("status == 'lpr'", say="other"), rule("status == 'lpr'", since=DAY), rule("status == 'lpr'", deadline=(DUE,))]
    assert len({digest(one) for one in (HOLDS, *others)}) == 5
    assert digest(HOLDS) == digest(rule("status == 'lpr'"))


# The answers.


def test_an_answer_that_differs_in_the_profile_is_named_and_is_the_cause() -> None:
    knowledge = knowing(card=HOLDS)
    found = compare(old_summary(PLEA, knowledge), given(plea_date="2023-12-01", status="daca"), knowledge, DAY, MAKING)
    assert [(one.fact, one.how) for one in found.answers] == [("status", "changed")]
    change = the(found, "finding")
    assert (change.kind, why(change)) == ("vanished", [("answer", "status")])


def test_answers_added_and_taken_away_are_named_without_their_values() -> None:
    knowledge = knowing(card=HOLDS)
    found = compare(old_summary(PLEA, knowledge), given(status="lpr", safe_phone="860-555-0142"), knowledge, DAY, MAKING)
    assert [(one.fact, one.how) for one in found.answers] == [("plea_date", "removed"), ("safe_phone", "added")]
    assert "860-555-0142" not in as_toml(found)
    assert "2023-12-01" not in as_toml(found)


def test_a_difference_under_the_same_knowledge_points_to_the_answers_that_were_left_out() -> None:
    knowledge = knowing(card=HOLDS)
    old = compose(screen(PLEA, knowledge, DAY), Making(MADE, "0"))
    assert "status" in old.left_out
    found = compare(old, given(plea_date="2023-12-01", status="daca"), knowledge, DAY, MAKING)
    assert found.not_compared == old.left_out
    assert why(the(found, "finding")) == [("answer", "status")]


def test_an_answer_left_out_then_and_missing_from_the_profile_is_named() -> None:
    knowledge = knowing(card=HOLDS)
    old = compose(screen(PLEA, knowledge, DAY), Making(MADE, "0"))
    found = compare(old, given(plea_date="2023-12-01"), knowledge, DAY, MAKING)
    assert ("status", "missing") in [(one.fact, one.how) for one in found.answers]
    change = the(found, "finding")
    assert (change.before.certainty, change.after.certainty, why(change)) == ("applies", "may-apply", [("answer", "status")])


def test_an_answer_left_out_that_was_only_unsure_is_not_missing() -> None:
    old = compose(screen(given(status="unsure", harm="declined"), shipped(), DAY), Making(MADE, "0"))
    assert set(old.left_out) == {"status", "harm"}
    assert missing_answers(old, shipped()) == ()
    assert dict(answers_in(old, "old", shipped())) == dict(given(status="unsure", harm="declined"))


def test_a_question_that_is_no_longer_asked_is_named_and_does_no_harm() -> None:
    old = old_summary(given(status="lpr", town="Danbury", safe_phone="860-555-0142"), knowing(card=HOLDS))
    questions = {name: one for name, one in shipped().questions.items() if name != "safe_phone"}
    knowledge = replace(knowing("two", card=HOLDS), questions=questions)
    found = compare(old, answers_in(old, "old", knowledge), knowledge, DAY, MAKING)
    assert [(one.fact, one.how) for one in found.answers] == [("safe_phone", "retired")]
    assert told(found, "finding") == []


def test_an_answer_that_todays_question_does_not_take_is_refused_with_its_name() -> None:
    old = msgspec.structs.replace(old_summary(PLEA, knowing(card=HOLDS)), answers={"status": "green-card-holder"})
    with pytest.raises(InputError, match=r"old\.toml: status: has no option 'green-card-holder'"):
        answers_in(old, "old.toml", shipped())


# The command.

PROFILE = next(path for path in PROFILES if path.stem == "plea-long-past-no-warning")


def ctintake(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program with these arguments and this on standard input."""
    return subprocess.run([sys.executable, "-m", "ctintake", *arguments], input=given, capture_output=True, env=os.environ, check=False, timeout=60)


def written(path: Path, *arguments: str) -> Path:
    """Screen the profile into a file."""
    ran = ctintake("screen", str(PROFILE), "-o", str(path), "--as-of", "2026-11-22", *arguments)
    assert ran.returncode == 0, ran.stderr
    return path


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A summary that carries its answers."""
    return written(tmp_path / "old.toml", "--include-sensitive")


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A summary that leaves sensitive answers out."""
    return written(tmp_path / "short.toml")


def refused(*arguments: str) -> str:
    ran = ctintake("rescreen", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b""), ran.stderr
    return ran.stderr.decode()


def test_a_summary_with_its_answers_is_screened_again_and_told_in_plain_text(whole: Path) -> None:
    ran = ctintake("rescreen", str(whole), "--as-of", "2026-11-22")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Nothing has changed." in ran.stdout.decode()
    assert b"\x1b" not in ran.stdout


def test_a_summary_in_json_or_from_standard_input_is_read_as_well(tmp_path: Path) -> None:
    old = written(tmp_path / "old.json", "--include-sensitive", "--format", "json")
    for ran in (ctintake("rescreen", str(old), "--as-of", "2026-11-22"), ctintake("rescreen", "-", "--as-of", "2026-11-22", given=old.read_bytes())):
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert "Nothing has changed." in ran.stdout.decode()


def test_toml_and_json_tell_the_same(whole: Path) -> None:
    toml, plain = (ctintake("rescreen", str(whole), "--as-of", "2036-11-22", "--format", form).stdout.decode() for form in ("toml", "json"))
    read, other = tomllib.loads(toml), json.loads(plain)
    assert read["schema"] == other["schema"] == "ctintake.comparison/1"
    assert [(one["kind"], one["id"], one["causes"]) for one in read.get("changes", [])] == [
        (one["kind"], one["id"], one["causes"]) for one in other.get("changes", [])
    ]
    assert read["unchanged"] == other["unchanged"]


def test_a_summary_that_left_answers_out_is_refused_and_they_are_named(short: Path) -> None:
    said = refused(str(short))
    left_out = parse_summary(short.read_bytes(), "short").left_out
    assert [fact for fact in left_out if fact not in said] == []
    assert str(short) in said
    assert "--profile PROFILE" in said
    assert "--include-sensitive" in said


def test_with_the_profile_it_is_screened_again_and_changed_answers_are_named(short: Path, tmp_path: Path) -> None:
    ran = ctintake("rescreen", str(short), "--profile", str(PROFILE), "--as-of", "2026-11-22")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Nothing has changed." in ran.stdout.decode()
    other = tmp_path / "profile.toml"
    answers = tomllib.loads(PROFILE.read_text())["answers"]
    other.write_text(tomli_w.dumps({"answers": answers | {"town": "Putnam" if answers.get("town") != "Putnam" else "Danbury"}}))
    text = ctintake("rescreen", str(short), "--profile", str(other), "--as-of", "2026-11-22").stdout.decode()
    assert f"Another answer now: {shipped().questions['town'].label}." in text


def test_the_new_summary_is_written_whole_and_carries_what_the_old_one_did(whole: Path, short: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    ran = ctintake("rescreen", str(whole), "--as-of", "2026-12-22", "-o", str(new))
    assert (ran.returncode, stat.S_IMODE(new.stat().st_mode)) == (0, 0o600)
    assert str(new) in ran.stderr.decode()
    old, now = parse_summary(whole.read_bytes(), "old"), parse_summary(new.read_bytes(), "new")
    assert (now.as_of, now.answers, now.left_out) == (date(2026, 12, 22), old.answers, ())
    without = tmp_path / "without.json"
    assert ctintake("rescreen", str(short), "--profile", str(PROFILE), "-o", str(without), "--as-of", "2026-11-22").returncode == 0
    assert json.loads(without.read_text())["left_out"] == list(parse_summary(short.read_bytes(), "short").left_out)


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["without force", "even with force"])
@pytest.mark.parametrize("way", ["by its name", "by another way to it", "by a link"])
def test_the_old_summary_is_never_replaced(whole: Path, force: tuple[str, ...], way: str) -> None:
    before = whole.read_bytes()
    output = {
        "by its name": whole,
        "by another way to it": whole.parent / "." / ".." / whole.parent.name / whole.name,
        "by a link": whole.parent / "link.toml",
    }[way]
    if way == "by a link":
        output.symlink_to(whole)
    said = refused(str(whole), "--as-of", "2026-12-22", "-o", str(output), *force)
    assert "is a file that was read" in said
    assert whole.read_bytes() == before
    assert output.samefile(whole)


def test_another_file_is_replaced_only_with_force(whole: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    new.write_text("kept\n")
    assert "is there already" in refused(str(whole), "--as-of", "2026-12-22", "-o", str(new))
    assert new.read_text() == "kept\n"
    assert ctintake("rescreen", str(whole), "--as-of", "2026-12-22", "-o", str(new), "--force").returncode == 0
    assert new.read_text().startswith("schema = ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.toml",), "missing.toml: there is no such file"),
        ((str(PROFILE),), "is no summary"),
        (("/",), "is a folder, not a file"),
        (("OLD", "--format", "xml"), "there is no format 'xml'"),
        (("OLD", "--as-of", "tomorrow"), "--as-of: is no day"),
        (("OLD", "--profile", "missing.toml"), "missing.toml: there is no such file"),
        (("-", "--profile", "-"), "cannot be both"),
        (("OLD", "--knowledge", "/missing"), "there is no such folder of knowledge"),
    ],
    ids=[
        "a missing summary", "a profile in its place", "a folder", "a form that does not exist", "a wrong day", "a missing profile", "standard input twice",
        "missing knowledge",
    ],
)  # fmt: skip
def test_a_command_is_refused_that_has(whole: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(*(str(whole) if one == "OLD" else one for one in arguments))


def test_what_is_no_longer_raised_is_told_with_its_cause_and_a_warning(tmp_path: Path) -> None:
    """With a rule of a local office, so that the test does not hang on the law."""
    office, profile, old = tmp_path / "office", tmp_path / "profile.toml", tmp_path / "old.toml"
    office.mkdir()
    entry = msgspec.to_builtins(THREE_YEARS, builtin_types=(date,)) | {"title": "Ask about an old plea"}
    (office / "rules.toml").write_text(tomli_w.dumps({"old-plea": entry}))
    profile.write_text('[answers]\nstatus = "lpr"\nplea_date = 2023-12-01\n')
    overlay = ("--knowledge", str(office))
    assert ctintake("screen", str(profile), "--include-sensitive", "--as-of", "2026-11-22", "-o", str(old), *overlay).returncode == 0
    ran = ctintake("rescreen", str(old), "--as-of", "2026-12-02", *overlay)
    section = " ".join(ran.stdout.decode().split("NO LONGER RAISED")[1].split())
    assert "Ask a lawyer" in section
    assert "Ask about an old plea Before: applies, to plan Why: " in section
    assert f"{shipped().questions['plea_date'].label}." in section
