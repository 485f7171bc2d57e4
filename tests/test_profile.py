"""Profile files: answers in and out, and every way a file can be wrong."""

import tomllib
from datetime import date

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from ctintake.answers.profile import MOST_BYTES, as_tables, parse_profile, read_profile
from ctintake.answers.reading import read_value
from ctintake.answers.values import NOTHING, Answer, Answers, Known, Unanswered
from ctintake.dates import VagueDate, parse_date
from ctintake.errors import InputError
from ctintake.model import FactType

PROFILE = """\
title = "Somebody at court"
[answers]
status = "lpr"
town = "Danbury"
plea_date = 2019-05-14
admission_date = "2019-05"
next_court_date = "none"
charges = ["53a-125b"]
harm = "unsure"
[known]
status = "paper"
plea_date = "guess"
[notes]
anything = "is left alone"
"""


@pytest.fixture
def parsed(knowledge, as_of):
    """Read a profile from text or bytes, as the file ``p.toml``."""

    def parse(content):
        return parse_profile(content.encode() if isinstance(content, str) else content, "p.toml", knowledge, as_of)

    return parse


@pytest.fixture
def problems(parsed):
    """Give the problems of a profile that is refused."""

    def refuse(content):
        with pytest.raises(InputError) as caught:
            parsed(content)
        return caught.value.problems

    return refuse


def test_a_profile_is_read(parsed):
    assert parsed(PROFILE) == Answers(
        {
            "status": Answer("lpr", Known.PAPER),
            "town": Answer("Danbury"),
            "plea_date": Answer(VagueDate.exact(date(2019, 5, 14)), Known.GUESS),
            "admission_date": Answer(parse_date("2019-05")),
            "next_court_date": Answer(NOTHING),
            "charges": Answer(("larceny-sixth",)),
            "harm": Answer(Unanswered.UNSURE),
        }
    )


def test_a_profile_without_answers_in_its_table_is_a_person_who_said_nothing(parsed):
    assert parsed("[answers]\n") == Answers()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + PROFILE.encode(), id="a byte-order mark"),
        pytest.param(PROFILE.replace("\n", "\r\n").encode(), id="Windows line ends"),
    ],
)
def test_what_an_editor_adds_does_no_harm(parsed, content):
    assert parsed(content) == parsed(PROFILE)


@pytest.mark.parametrize(
    ("content", "where", "what", "right"),
    [
        pytest.param("", "p.toml", "is empty", "a profile has a line [answers]", id="empty"),
        pytest.param(" \n\n", "p.toml", "is empty", "a profile has a line [answers]", id="only blank lines"),
        pytest.param('title = "x"\n', "p.toml", "has no table [answers]", 'status = "lpr"', id="no answers"),
        pytest.param('status = "lpr"\n', "p.toml", "has no table [answers]", 'status = "lpr"', id="answers without their heading"),
        pytest.param('answers = "lpr"\n', "p.toml", "has no table [answers]", "[answers]", id="answers that are no table"),
        pytest.param('status = "lpr"\n[answers]\n', "p.toml", "'status' stands outside [answers]", "move it below", id="a fact outside the answers"),
        pytest.param('[answers]\nstatuss = "lpr"\n', "p.toml: statuss", "there is no such fact", "did you mean 'status'?", id="an unknown fact"),
        pytest.param('[answers]\nxyzzy = "lpr"\n', "p.toml: xyzzy", "there is no such fact", "one of: language, answering", id="a fact like none"),
        pytest.param('[answers]\nstatus = "lprr"\n', "p.toml: status", "has no option 'lprr'", "did you mean 'lpr'?", id="a wrong answer"),
        pytest.param('[answers]\nstatus = ""\n', "p.toml: status", "is empty", "leave the line out", id="an empty answer"),
        pytest.param(
            '[answers]\nstatus = "lpr"\n[known]\nstatus = "papers"\n', "p.toml: status", "is known by 'papers'", "did you mean 'paper'?", id="known by a slip"
        ),
        pytest.param(
            '[answers]\nstatus = "lpr"\n[known]\nstatus = ["paper"]\n', "p.toml: status", "is known by ['paper']", "did you mean 'paper'?", id="known by a list"
        ),
        pytest.param(
            '[answers]\nstatus = "lpr"\n[known]\nstatuss = "paper"\n',
            "p.toml",
            "[known] names 'statuss', which has no answer",
            "did you mean 'status'?",
            id="known without an answer",
        ),
        pytest.param('known = "paper"\n[answers]\nstatus = "lpr"\n', "p.toml", "'known' is not a table", "[known]", id="known that is no table"),
        pytest.param("[answers]\nstatus = lpr\n", "p.toml", "is not TOML: Invalid value (at line 2, column 10)", 'status = "lpr"', id="no quotes"),
        pytest.param("[answers]\nstatus = 'lpr'\nstatus = 'daca'\n", "p.toml", "is not TOML: Cannot overwrite", 'status = "lpr"', id="the same fact twice"),
        pytest.param(b'[answers]\ntown = "caf\xe9"\n', "p.toml", "is not UTF-8 text (byte 21)", "save the file as UTF-8", id="not UTF-8"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "p.toml", "is not UTF-8 text (byte 0)", "save the file as UTF-8", id="a picture"),
        pytest.param("[answers]\nx = " + "[" * 20_000, "p.toml", "is not TOML: ", 'status = "lpr"', id="lists too deep to read"),
        pytest.param("#" * (MOST_BYTES + 1), "p.toml", "is larger than 1,000,000 bytes", "give a profile file", id="too large"),
    ],
)
def test_is_refused(problems, content, where, what, right):
    (problem,) = problems(content)
    assert problem.where == where
    assert problem.what.startswith(what)
    assert right in problem.right


def test_a_profile_of_the_largest_size_is_read(parsed):
    filling = "#" * (MOST_BYTES - len(PROFILE.encode()))
    assert parsed(PROFILE + filling) == parsed(PROFILE)


def test_all_that_is_wrong_with_a_profile_is_said_together(problems):
    found = problems('town = "Danbury"\n[answers]\nstatuss = "lpr"\ncharges = ["xyzzy", "plugh"]\n[known]\ncourt = "paper"\n')
    assert [(problem.where, problem.what.split(",")[0]) for problem in found] == [
        ("p.toml", "'town' stands outside [answers]"),
        ("p.toml: statuss", "there is no such fact"),
        ("p.toml: charge 'xyzzy'", "names no offense we know"),
        ("p.toml: charge 'plugh'", "names no offense we know"),
        ("p.toml", "[known] names 'court'"),
    ]


def test_a_profile_file_is_read(knowledge, as_of, tmp_path, parsed):
    file = tmp_path / "p.toml"
    file.write_text(PROFILE, encoding="utf-8")
    assert read_profile(file, knowledge, as_of) == parsed(PROFILE)


@pytest.mark.parametrize(
    ("make", "what", "right"),
    [
        pytest.param(lambda file: file.unlink(missing_ok=True), "there is no such file", "check the name", id="not there"),
        pytest.param(lambda file: file.mkdir(), "is a folder, not a file", "give a file", id="a folder"),
        pytest.param(lambda file: file.write_bytes(b""), "is empty", "[answers]", id="empty"),
        pytest.param(lambda file: file.write_bytes(b"#" * (MOST_BYTES + 1)), "is larger than", "give a profile file", id="too large"),
        pytest.param(lambda file: file.symlink_to(file), "cannot be read: ", "", id="a link to itself"),
    ],
)
def test_a_file_is_refused_by_its_name(knowledge, as_of, tmp_path, make, what, right):
    file = tmp_path / "p.toml"
    make(file)
    with pytest.raises(InputError) as caught:
        read_profile(file, knowledge, as_of)
    (problem,) = caught.value.problems
    assert problem.where == str(file)
    assert problem.what.startswith(what)
    assert right in problem.right


def test_answers_are_written_in_the_order_of_the_questions(knowledge, answers):
    tables = as_tables(answers(plea_date="2019", status="lpr", town="Danbury"), knowledge)
    assert list(tables["answers"]) == [fact for fact in knowledge.questions if fact in {"plea_date", "status", "town"}]


def test_how_an_answer_is_known_is_written_only_where_it_was_not_simply_said(knowledge, answers):
    said = answers(status="lpr", town="Danbury")
    assert "known" not in as_tables(said, knowledge)
    guessed = said.with_answer("status", Answer("lpr", Known.GUESS))
    assert as_tables(guessed, knowledge)["known"] == {"status": "guess"}


def _raw_answers(fact, question, knowledge):
    """What a person may give for a fact, as TOML or as text."""
    values = {
        FactType.CHOICE: lambda: st.sampled_from(list(question.options)),
        FactType.CHOICES: lambda: (
            st.lists(st.sampled_from([option for option in question.options if option != "none"]), min_size=1)
            | st.just(["none"] if "none" in question.options else list(question.options)[:1])
        ),
        FactType.YESNO: st.booleans,
        FactType.INTEGER: lambda: st.integers(question.least or 0, question.most or 100),
        FactType.MONEY: lambda: st.integers(0, 100_000) | st.decimals(0, 9_999, places=2).map(float),
        FactType.DATE: lambda: st.dates(date(1990, 1, 1), date(2026, 11, 22)).flatmap(lambda day: st.sampled_from([day, str(day.year), f"{day:%Y-%m}"])),
        FactType.TOWN: lambda: st.sampled_from(list(knowledge.towns)),
        FactType.COURT: lambda: st.sampled_from(list(knowledge.courts)),
        FactType.CHARGES: lambda: st.lists(st.sampled_from([*knowledge.offences, "53a-999", "18 U.S.C. 1542"]), min_size=1),
        FactType.TEXT: lambda: st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=500).filter(str.strip),
    }[question.type]()
    if question.allows_none:
        values |= st.just("none")
    return st.tuples(values | st.sampled_from(["unsure", "declined"]), st.sampled_from(list(Known)))


@settings(derandomize=True, database=None, deadline=None, max_examples=150)
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same_answers(knowledge, as_of, data):
    facts = data.draw(st.lists(st.sampled_from(list(knowledge.questions)), unique=True, max_size=8))
    raw = {fact: data.draw(_raw_answers(fact, knowledge.questions[fact], knowledge), label=fact) for fact in facts}
    given_answers = Answers({fact: Answer(read_value(fact, value, knowledge, as_of), known) for fact, (value, known) in raw.items()})
    written = tomli_w.dumps(as_tables(given_answers, knowledge))
    assert parse_profile(written.encode(), "p.toml", knowledge, as_of) == given_answers
    assert tomllib.loads(written) == as_tables(given_answers, knowledge)


def test_answers_never_change_in_place(answers):
    before = answers(status="lpr")
    after = before.with_answer("town", Answer("Danbury"))
    assert "town" not in before
    assert after["town"].value == "Danbury"
    assert after.without("town") == before
    with pytest.raises(TypeError):
        after.by_fact["town"] = Answer("Hartford")


def test_the_upper_layer_of_answers_wins_and_the_lower_fills_in(answers):
    flags, profile = answers(status="daca"), answers(status="lpr", town="Danbury")
    assert flags.over(profile) == answers(status="daca", town="Danbury")
