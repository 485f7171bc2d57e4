"""Nothing leaks, on random summaries: what a recipient may not see is worked out from the questions and the lists of the knowledge, never from the cut itself.

Two looks at every file. What an answer wrote is searched for: days, sums and typed words anywhere, options and towns in the answers' part. And the same summary
with other answers in place of the hidden ones must give the very same bytes: whatever tells them apart tells of the answer.
"""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.json import encode as json_of
from people import DAY, MADE, shipped
from pypdf import PdfReader
from pyrage import x25519
from released import HURT_AND_CHARGED, PHONE, RECORD, TEXTS, TIMES, cut_for, summary_of, there, whole

from ctintake.answers.values import Answer, Answers, Unanswered
from ctintake.cli.handover import Handover, hand_over
from ctintake.cli.releasing import Asked, Terms
from ctintake.cli.sealed import sealer
from ctintake.dates import VagueDate
from ctintake.errors import InputError
from ctintake.exports.answered import answer_words
from ctintake.exports.formats import FORMATS, written
from ctintake.exports.recipients import RECIPIENTS
from ctintake.exports.release import Catalogue, Release
from ctintake.model import FactType
from ctintake.screening import screen
from ctintake.sealing import is_sealed
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Summary

SMALLEST_TOWN = 20_000
"""People: the design's own number, not the cut's."""

HURT = summary_of(**HURT_AND_CHARGED)
OF_THE_HARM = {"harm", "child", "household", "contact"}
COUNTABLE = {FactType.CHOICE, FactType.CHOICES, FactType.YESNO, FactType.TOWN, FactType.CHARGES}
NOT_GIVEN = {"unsure", "declined"}

Cutting = Callable[[Summary], Release]


# Whose is what.


def may_see(recipient: str, fact: str) -> bool:
    """Tell whether a recipient may see the answers to a fact, as the design and the knowledge's own lists say."""
    question, sets = shipped().questions[fact], shipped().sets
    if recipient == "self":
        return not question.sensitive
    if recipient == "defender":
        return question.section in sets["defender_sections"].members and fact not in sets["defender_withheld"].members
    if recipient == "statistics":
        return not question.sensitive and not shipped().sections[question.section].passed_on and question.type in COUNTABLE
    return True


def is_hidden(recipient: str, fact: str, value: object) -> bool:
    """Tell whether an answer is none of theirs: by its fact or, in statistics, since it is a small town."""
    small = shipped().questions[fact].type is FactType.TOWN and value in shipped().towns and shipped().towns[str(value)].population < SMALLEST_TOWN
    return not may_see(recipient, fact) or (recipient == "statistics" and small)


def hidden(recipient: str, summary: Summary) -> dict[str, Any]:
    """Give the answers of a summary that are none of a recipient's."""
    return {fact: value for fact, value in summary.answers.items() if is_hidden(recipient, fact, value)}


def test_what_is_hidden_is_what_the_design_says() -> None:
    sections = {fact: question.section for fact, question in shipped().questions.items()}
    assert {sections[fact] for fact in sections if not may_see("defender", fact)} == OF_THE_HARM | {"start"}
    assert not [fact for fact in ("danger_now", "situation", "harm", "monthly_income", "safe_phone") if may_see("defender", fact)]
    assert not [fact for fact in ("status", "birth_date", "harm", "safe_phone", "earlier_convictions") if may_see("self", fact)]
    assert not [fact for fact in ("status", "next_court_date", "household_size", "court", "safe_to_leave_message") if may_see("statistics", fact)]


# Searching.


@cache
def everyones_words() -> str:
    """Give what the knowledge itself says: a law of some day may name the very day of an answer."""
    kinds = (shipped().rules, shipped().authorities, shipped().grounds, shipped().resources, shipped().courts, shipped().sets)
    return "\n".join(json_of(dict(kind)).decode() for kind in kinds)


def days_of(summary: Summary, recipient: str) -> set[date]:
    """Give every day that may stand in a file by itself: last days, days that law and offices were checked, answers that may be seen."""
    days = {DAY, MADE.date(), RECORD.until, *(day.date for day in summary.deadlines), *(day.earliest_safe for day in summary.deadlines)}
    days |= {one.checked for found in summary.findings for one in found.law} | {one.checked for one in summary.referrals}
    return days | {value for fact, value in summary.answers.items() if isinstance(value, date) and not is_hidden(recipient, fact, value)}


def written_by(fact: str, value: object, days: set[date]) -> set[str]:
    """Give the texts that only this answer can have put into a file: what was typed, a day, a sum."""
    kind = shipped().questions[fact].type
    if kind is FactType.TEXT and value not in NOT_GIVEN:
        return {str(value)}
    if kind is FactType.MONEY and isinstance(value, int):
        return {str(value), f"{value:,}"}
    if isinstance(value, date) and value not in days:
        return {value.isoformat(), value.strftime("%Y%m%d"), f"{value:%B} {value.day}, {value.year}"}
    return set()


def charges_of(facts: list[str], summary: Summary) -> set[str]:
    offences = shipped().offences
    charges = [charge for fact in facts for charge in summary.answers.get(fact, ()) if charge in offences]
    return {offences[charge].name for charge in charges}


def never(recipient: str, summary: Summary) -> set[str]:
    """Give every text that must stand nowhere in what this recipient gets."""
    secret, days = hidden(recipient, summary), days_of(summary, recipient)
    texts = {text for fact, value in secret.items() for text in written_by(fact, value, days)}
    of_charges = [fact for fact, question in shipped().questions.items() if question.type is FactType.CHARGES]
    seen = [shipped().offences[charge] for fact in of_charges if fact not in secret for charge in summary.answers.get(fact, ()) if charge in shipped().offences]
    texts |= {name for name in charges_of([fact for fact in of_charges if fact in secret], summary) if name.encode() not in json_of(seen)}
    if recipient == "defender":
        texts |= {f'"{fact}"' for fact, question in shipped().questions.items() if question.section in OF_THE_HARM}
        texts |= {one.title for one in summary.findings if not all(may_see_of_a_finding(fact) for fact in one.because)}
    texts = {text for text in texts if text not in everyones_words() or text in {one.title for one in summary.findings}}
    if recipient == "statistics":
        texts |= {one.title for one in summary.findings} | {one.say for one in summary.findings} | {one.name for one in summary.referrals}
        texts |= {f'"{town}"' for town, entry in shipped().towns.items() if entry.population < SMALLEST_TOWN}
    return texts


def may_see_of_a_finding(fact: str) -> bool:
    """Tell whether a finding that rests on a fact may be a defender's: an answer withheld from them may still lead to one of their own side."""
    return shipped().questions[fact].section not in OF_THE_HARM


def said(fact: str, value: Any) -> set[str]:
    """Give what an answer says in the answers' part of a file: ids of options, towns, courts and charges, and the words for them."""
    values = value if isinstance(value, list | tuple) else [value]
    ids = {f'"{one}"' for one in values if isinstance(one, str)}
    return {f'"{fact}"', *ids, *(answer_words(fact, one, shipped()) for one in values)}


def answers_part(name: str, content: bytes) -> str:
    """Give the part of a file that holds answers: none in calendars, contacts and tables, which the second look is for."""
    text = content.decode()
    if name == "json" and text:
        table = json.loads(text)
        return json.dumps([table.get(key) for key in ("answers", "known", "unanswered")], ensure_ascii=False)
    heading = shipped().text("heading-answers")
    if name == "md":
        return "".join(part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(heading)).replace("\\", "")
    return "".join(re.findall(r'<section class="answers" aria-labelledby="answers">.*?</section>', text, re.DOTALL)) if name == "html" else ""


def never_as_an_answer(recipient: str, summary: Summary) -> set[str]:
    """Give what must not stand among the answers: what hidden ones say, where nothing that may be seen says it too."""
    secret = hidden(recipient, summary)
    open_words = {text for fact, value in summary.answers.items() if fact not in secret for text in (*said(fact, value), shipped().questions[fact].label)}
    open_words |= {shipped().text(f"unanswered-{kind}") for kind in NOT_GIVEN}
    told = "\n".join(open_words)
    return {text for fact, value in secret.items() for text in said(fact, value) if text not in told}


# Telling apart.


def another(fact: str, value: object) -> object:
    """Give some other answer to a fact."""
    question = shipped().questions[fact]
    if question.type is FactType.CHARGES:
        return [name for name in shipped().offences if name not in (value if isinstance(value, list) else [])][:2]
    if question.type is FactType.TOWN:
        return next(name for name, town in shipped().towns.items() if name != value and town.population < SMALLEST_TOWN)
    others: dict[FactType, list[object]] = {
        FactType.CHOICE: list(question.options),
        FactType.CHOICES: [[option] for option in question.options],
        FactType.YESNO: [True, False],
        FactType.INTEGER: [1, 2],
        FactType.MONEY: [1117, 2229],
        FactType.DATE: [date(2001, 2, 3), date(2004, 5, 6)],
        FactType.COURT: list(shipped().courts),
        FactType.TEXT: ["860-555-0199", "at noon"],
    }
    return next(one for one in others[question.type] if one != value)


def with_other_secrets(recipient: str, summary: Summary) -> Summary:
    """Give the same summary with every hidden answer another, known in another way, or not given for another reason."""
    secret = hidden(recipient, summary)
    return structs.replace(
        summary,
        answers={fact: another(fact, value) if fact in secret else value for fact, value in summary.answers.items()},
        known={fact: how for fact, how in summary.known.items() if fact not in secret} | dict.fromkeys(secret, "guess"),
        unanswered=tuple(structs.replace(one, answer="declined") if is_hidden(recipient, one.fact, None) else one for one in summary.unanswered),
    )


def leaks(cutting: Cutting, recipient: str, summary: Summary, names: list[str]) -> list[str]:
    """Give what the files of a cut tell that they must not."""
    release, other = cutting(summary), cutting(with_other_secrets(recipient, summary))
    nowhere, no_answer = never(recipient, summary), never_as_an_answer(recipient, summary)
    found = []
    for name in names:
        content = tried(name, release)
        found += [f"{name}: {text}" for text in nowhere if text.encode() in content]
        part = answers_part(name, content)
        found += [f"{name}, among the answers: {text}" for text in no_answer if text in part]
        found += [f"{name} differs by what is hidden"] if content != tried(name, other) else []
    return found


def tried(name: str, release: Release) -> bytes:
    """Write a release; a writer may refuse, and then nothing leaves."""
    try:
        return whole(written(name, release, shipped()))
    except InputError:
        return b""


def cut_as(recipient: str, summary: Summary) -> Release:
    return cut_for(recipient, summary).release


def formats_for(recipient: str) -> list[str]:
    return [name for name in TEXTS if recipient in FORMATS[name].recipients and there(name)]


# Random summaries.

VALUES = {
    FactType.CHOICE: lambda question: st.sampled_from(list(question.options)),
    FactType.CHOICES: lambda question: st.sets(st.sampled_from([one for one in question.options if one != "none"]), min_size=1, max_size=4).map(tuple),
    FactType.YESNO: lambda _: st.booleans(),
    FactType.INTEGER: lambda question: st.integers(question.least or 0, min(question.most or 900, 900)),
    FactType.MONEY: lambda _: st.integers(1_000, 9_000).map(lambda amount: amount * 1_000 + 917),
    FactType.DATE: lambda _: st.integers(-20_000, -1).map(lambda days: VagueDate.exact(DAY + timedelta(days))),
    FactType.TOWN: lambda _: st.sampled_from(list(shipped().towns)),
    FactType.COURT: lambda _: st.sampled_from(list(shipped().courts)),
    FactType.CHARGES: lambda _: st.sets(st.sampled_from(list(shipped().offences)), min_size=1, max_size=2).map(tuple),
}


@st.composite
def random_answers(draw: st.DrawFn) -> Answers:
    told = draw(st.sets(st.sampled_from(list(shipped().questions)), min_size=15)) | {"safe_phone", "safe_times"}
    answers = {}
    for fact in sorted(told):
        question = shipped().questions[fact]
        if question.type is FactType.TEXT:
            answers[fact] = Answer({"safe_phone": PHONE}.get(fact, TIMES))
        else:
            answers[fact] = Answer(draw(VALUES[question.type](question) | st.sampled_from(list(Unanswered)), label=fact))
    return Answers(answers)


def random_summary(answers: Answers) -> Summary:
    """Make the fullest summary of these answers."""
    return compose(screen(answers, shipped(), DAY), Making(MADE, "0", include_sensitive=True))


@settings(derandomize=True, database=None, deadline=None, max_examples=30)
@given(answers=random_answers())
def test_no_format_for_any_recipient_tells_what_they_may_not_see(answers: Answers) -> None:
    summary = random_summary(answers)
    for recipient in RECIPIENTS:
        assert leaks(partial(cut_as, recipient), recipient, summary, formats_for(recipient)) == [], recipient


@settings(derandomize=True, database=None, deadline=None, max_examples=10)
@given(answers=random_answers())
def test_no_page_in_two_languages_tells_what_the_person_wants_kept_out(answers: Answers) -> None:
    words = Catalogue("es", lambda text: f"«{text}»")

    def in_two(summary: Summary) -> Release:
        return structs.replace(cut_as("self", summary), catalogue=words)

    summary = random_summary(answers)
    assert "«" in tried("md", in_two(summary)).decode()
    assert leaks(in_two, "self", summary, ["html", "md"]) == []


@settings(derandomize=True, database=None, deadline=None, max_examples=3)
@given(answers=random_answers())
def test_no_printed_page_tells_what_they_may_not_see(answers: Answers) -> None:
    summary = random_summary(answers)
    for recipient in ("self", "defender"):
        printed = tried("pdf", cut_as(recipient, summary))
        read = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(printed)).pages)
        assert read
        assert [text for text in never(recipient, summary) if text in read] == [], recipient
        assert printed == tried("pdf", cut_as(recipient, with_other_secrets(recipient, summary))), f"{recipient}: it differs by what is hidden"


@settings(derandomize=True, database=None, deadline=None, max_examples=6, phases=[Phase.generate])
@given(answers=random_answers())
def test_what_is_handed_over_from_a_screening_holds_no_more_than_that_and_sealed_nothing_at_all(answers: Answers) -> None:
    summary = random_summary(answers)
    key = x25519.Identity.generate()
    for recipient in RECIPIENTS:
        formats = tuple(name for name in ("html", "md", "json", "csv", "ics", "vcf") if recipient in FORMATS[name].recipients)
        asked = Asked("Legal aid", "all", "a place to stay", "2026-12-22") if recipient in {"caseworker", "defender"} else Asked()
        for seal in (None, sealer([str(key.to_public())], passphrase=False)):
            with TemporaryDirectory() as folder:
                hand_over(Handover(formats, recipient, folder, asked=asked, seal=seal), {"-": summary}, shipped(), Terms(DAY, DAY))
                files = {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
                names = "".join(str(path.relative_to(folder)) for path in files).encode()
            if seal is not None:
                assert all(is_sealed(content) for content in files.values())
            forbidden = never(recipient, summary) | ({found.title for found in summary.findings} if seal is not None else set())
            assert len(files) >= 3
            assert [text for text in forbidden if text.encode() in b"".join([names, *files.values()])] == [], recipient


# The looks can fail.


@pytest.mark.parametrize("recipient", ["self", "defender", "statistics"])
def test_a_cut_that_lets_any_one_hidden_answer_through_is_seen(recipient: str) -> None:
    """Or the tests above could not fail: each hidden answer, put back into what a recipient gets, is found."""
    facts = hidden(recipient, HURT)
    assert {"self": "status", "defender": "harm", "statistics": "town"}[recipient] in facts
    for fact in facts:

        def careless(summary: Summary, fact: str = fact) -> Release:
            release = cut_as(recipient, summary)
            seen = structs.replace(release.summary, answers=release.summary.answers | {fact: summary.answers[fact]})
            return structs.replace(release, summary=seen)

        assert leaks(careless, recipient, HURT, ["json"]), fact


def test_what_is_searched_for_is_there_to_be_found() -> None:
    """A caseworker's files hold the very texts that others' must not."""
    content = tried("json", cut_as("caseworker", HURT)).decode()
    assert {text for text in never("self", HURT) if text in content} >= {PHONE, TIMES, "2025-03-09"}
    for name in ("json", "md", "html"):
        part = answers_part(name, tried(name, cut_as("caseworker", HURT)))
        assert [text for text in never_as_an_answer("self", HURT) if text in part], name
