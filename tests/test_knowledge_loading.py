"""Knowledge folders: what is read, what is refused, and how it is said. Broken folders are made of a small invented state."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ctintake.dates import public_holidays
from ctintake.errors import KnowledgeError
from ctintake.knowledge.documents import compile_folder, compiled_path, read_folder
from ctintake.knowledge.loading import SHIPPED, load
from ctintake.model import Knowledge

STATE = {
    "sections.toml": '[case]\ntitle = "The case"\n',
    "questions.toml": """\
[status]
type = "choice"
section = "case"
label = "Status"
ask = "Which papers?"
ask_for_another = "Which papers?"
[status.options]
lpr = "Green card"
daca = "DACA"
[us_citizen]
type = "choice"
section = "case"
label = "Citizen"
ask = "Citizen?"
ask_for_another = "Citizen?"
[us_citizen.options]
yes = "Yes"
no = "No"
[harm]
type = "choices"
section = "case"
label = "Harm"
ask = "Harm?"
ask_for_another = "Harm?"
[harm.options]
assault = "Assault"
none = "None"
[plea_date]
type = "date"
section = "case"
label = "Plea"
ask = "When?"
ask_for_another = "When?"
[safe_phone]
type = "text"
section = "case"
label = "Phone"
ask = "Phone?"
ask_for_another = "Phone?"
""",
    "implications.toml": '[no-citizen]\nwhen = "status == \'lpr\'"\nfact = "us_citizen"\nonly = ["no"]\n',
    "sets/common.toml": '[papers]\nsays = "papers"\nmembers = ["lpr", "daca"]\n',
    "derived/common.toml": '[with_papers]\nlabel = "with papers"\nis = "status in papers"\n',
    "rules/pleas.toml": """\
[before-a-plea]
when = "with_papers"
urgency = "now"
title = "Ask before a plea"
say = "Ask."
do = ["Ask."]
advocate = "Ask."
needs = ["advice"]
needs_if = { shelter = "harm & {'assault'}" }
law = ["state-warning"]
[[before-a-plea.deadline]]
from = "plea_date"
add = "3 years"
label = "Last day"
law = "state-warning"
""",
    "needs.toml": """\
[advice]
means = "advice"
call = "I need advice."
call_for_another = "They need advice."
instead = ["shelter"]
[shelter]
means = "shelter"
call = "I need shelter."
call_for_another = "They need shelter."
""",
    "resources/offices.toml": """\
[legal-aid]
name = "Legal Aid"
kind = "legal-aid"
does = "Helps."
who = "All."
serves = ["advice"]
area = ["Aville"]
audience = "public"
takes = "status == 'lpr'"
phones = [{ number = "+1-203-555-0100", label = "main" }]
checked = 2026-11-22
confidence = "A"
sources = [{ url = "https://example.org" }]
[safe-house]
name = "Safe House"
kind = "shelter"
does = "Shelters."
who = "All."
serves = ["shelter"]
area = "statewide"
audience = "public"
confidential = true
checked = 2026-11-22
confidence = "C"
sources = []
""",
    "audiences.toml": '[public]\nwhen = "always"\nsays = "anyone"\n',
    "authorities.toml": """\
[state-warning]
citation = "S. 1"
title = "Warning"
says = "The judge warns."
url = "https://example.org"
checked = 2026-11-22
confidence = "A"
""",
    "offences.toml": """\
[theft]
statute = "53a-1"
name = "Theft"
plain_name = "stealing"
class = "C misdemeanor"
max_days = 90
categories = ["theft"]
grounds = ["cimt"]
level = "screen"
laken_riley = true
note = "Mind."
checked = 2026-11-22
confidence = "B"
sources = []
""",
    "grounds.toml": """\
[cimt]
name = "Moral turpitude"
citation = "8 U.S.C. 1227"
says = "It is."
who = ["admitted"]
consequence = ["removal"]
threshold = "a year"
confidence = "A"
checked = 2026-11-22
""",
    "courts.toml": '[ga1]\nname = "Court One"\nkind = "ga"\nconfidence = "A"\nchecked = 2026-11-22\n',
    "towns.toml": """\
[Aville]
county = "A"
planning_region = "A"
judicial_district = "A"
court = "ga1"
regions = ["a"]
population = 10
confidence = "A"
court_confidence = "A"
checked = 2026-11-22
sources = []
""",
    "places.toml": '[Both]\ntowns = ["Aville"]\nsame_court = true\n',
    "poverty-guidelines.toml": """\
[year-2026]
year = 2026
first_person = 10000
each_additional = 5000
effective = 2026-01-13
citation = "91 FR"
source = "https://example.org"
confidence = "A"
checked = 2026-11-22
""",
    "jurisdiction.toml": """\
[utopia]
name = "Utopia"
holidays_country = "US"
holidays_subdivision = "CT"
general_needs = ["shelter"]
law_age_limit_days = 180
phone_age_limit_days = 365
version = "1"
deadline_alarm_days = 14
""",
    "screens.toml": '[welcome]\ntext = "Welcome."\n',
}


DEADLINE_ENDS = 'label = "Last day"\nlaw = "state-warning"\n'
"""The end of the rule's file, where more may be written."""


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def state(tmp_path):
    """A folder of the small invented state."""
    return _write(tmp_path / "utopia", STATE)


def _break(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, "the test must break something that is there"
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def _content(knowledge: Knowledge) -> Knowledge:
    """What stands in the TOML: a compiled copy has the holidays of many years besides."""
    return replace(knowledge, holidays={}, files={})


def _problems(base: Path, *overlays: Path):
    with pytest.raises(KnowledgeError) as caught:
        load(overlays, base=base)
    return caught.value.problems


def test_a_whole_folder_is_read_whatever_its_state(state):
    knowledge = load(base=state)
    assert knowledge.jurisdiction.name == "Utopia"
    assert list(knowledge.questions) == ["status", "us_citizen", "harm", "plea_date", "safe_phone"]
    assert knowledge.resources["legal-aid"].checked == date(2026, 11, 22)
    assert knowledge.resources["safe-house"].areas == ("statewide",)
    assert knowledge.rules["before-a-plea"].deadline[0].start == "plea_date"
    assert knowledge.files["rules", "before-a-plea"] == "rules/pleas.toml"
    assert knowledge.text("welcome") == "Welcome."


def test_what_is_loaded_cannot_be_changed(state):
    knowledge = load(base=state)
    with pytest.raises(TypeError):
        knowledge.rules["other"] = knowledge.rules["before-a-plea"]
    with pytest.raises(AttributeError):
        knowledge.rules["before-a-plea"].title = "Something else"


def test_the_shipped_folder_is_the_default_and_reads_the_same_from_a_copy(tmp_path):
    copy = load(base=shutil.copytree(SHIPPED, tmp_path / "copy"))
    assert _content(copy) == _content(load())


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what", "right"),
    [
        pytest.param("rules/pleas.toml", 'urgency = "now"', "urgency = ", "rules/pleas.toml", "is not TOML: ", "", id="broken TOML"),
        pytest.param(
            "needs.toml",
            "[advice]",
            "means = 'x'\n[advice]",
            "needs.toml",
            "'means' stands under no heading",
            "every entry is a table",
            id="a key under no heading",
        ),
        pytest.param(
            "rules/pleas.toml",
            "title =",
            "titel =",
            "rules/pleas.toml [before-a-plea]",
            "there is no key 'titel'",
            "did you mean 'title'?",
            id="an unknown key",
        ),
        pytest.param(
            "resources/offices.toml",
            "{ number =",
            "{ nummer =",
            "resources/offices.toml [legal-aid]",
            "there is no key 'phones[0].nummer'",
            "",
            id="an unknown key inside an entry",
        ),
        pytest.param(
            "rules/pleas.toml",
            'advocate = "Ask."\n',
            "",
            "rules/pleas.toml [before-a-plea]",
            "'advocate' is missing",
            "the entry has: when, urgency, title",
            id="a missing key",
        ),
        pytest.param(
            "resources/offices.toml",
            ', label = "main"',
            "",
            "resources/offices.toml [legal-aid]",
            "'phones[0].label' is missing",
            "",
            id="a missing key inside an entry",
        ),
        pytest.param(
            "offences.toml",
            "max_days = 90",
            'max_days = "90"',
            "offences.toml [theft]",
            "max_days: Expected `int`, got `str` (found: '90')",
            "",
            id="a text for a number",
        ),
        pytest.param(
            "rules/pleas.toml",
            'law = ["state-warning"]',
            'law = "state-warning"',
            "rules/pleas.toml [before-a-plea]",
            "law: Expected `array`, got `str` (found: 'state-warning')",
            "",
            id="a text for a list",
        ),
        pytest.param(
            "authorities.toml", "checked = 2026-11-22", 'checked = "soon"', "authorities.toml [state-warning]", "checked: Invalid", "", id="a word for a day"
        ),
        pytest.param(
            "rules/pleas.toml",
            'urgency = "now"',
            'urgency = "sooon"',
            "rules/pleas.toml [before-a-plea]",
            "urgency: Invalid enum value 'sooon' (found: 'sooon')",
            "did you mean 'soon'?",
            id="a wrong urgency",
        ),
        pytest.param(
            "questions.toml",
            'type = "choices"',
            'type = "chioces"',
            "questions.toml [harm]",
            "type: Invalid enum value 'chioces' (found: 'chioces')",
            "did you mean 'choices'?",
            id="a wrong type of fact",
        ),
        pytest.param(
            "grounds.toml",
            'confidence = "A"',
            'confidence = "D"',
            "grounds.toml [cimt]",
            "confidence: Invalid enum value 'D'",
            "one of: A, B, C",
            id="a wrong grade",
        ),
        pytest.param(
            "resources/offices.toml",
            "confidential = true",
            'confidential = true\naddress = "1 Main St"',
            "resources/offices.toml [safe-house]",
            "a confidential place has no address",
            "",
            id="an address of a confidential place",
        ),
        pytest.param(
            "resources/offices.toml",
            "confidential = true",
            'phones = [{ number = "1", label = "x" }]',
            "resources/offices.toml [safe-house]",
            "an entry graded C has no phones",
            "",
            id="a phone that rests on general knowledge",
        ),
        pytest.param(
            "rules/pleas.toml",
            'law = ["state-warning"]',
            'law = ["state-warnin"]',
            "rules/pleas.toml [before-a-plea] law",
            "there is no 'state-warnin'",
            "did you mean 'state-warning'?",
            id="an unknown law",
        ),
        pytest.param(
            "rules/pleas.toml",
            'needs = ["advice"]',
            'needs = ["advise"]',
            "rules/pleas.toml [before-a-plea] needs",
            "there is no 'advise'",
            "did you mean 'advice'?",
            id="an unknown need",
        ),
        pytest.param(
            "rules/pleas.toml",
            "{ shelter =",
            "{ sheltre =",
            "rules/pleas.toml [before-a-plea] needs_if",
            "there is no 'sheltre'",
            "did you mean 'shelter'?",
            id="an unknown need that arises only if",
        ),
        pytest.param(
            "needs.toml",
            'instead = ["shelter"]',
            'instead = ["xyzzy"]',
            "needs.toml [advice] instead",
            "there is no 'xyzzy'",
            "one of: advice, shelter",
            id="an unknown need instead of one",
        ),
        pytest.param(
            "rules/pleas.toml",
            'label = "Last day"\nlaw = "state-warning"',
            'label = "Last day"\nlaw = "other"',
            "rules/pleas.toml [before-a-plea] deadline law",
            "there is no 'other'",
            "one of: state-warning",
            id="an unknown law of a deadline",
        ),
        pytest.param(
            "resources/offices.toml",
            'audience = "public"',
            'audience = "pubic"',
            "resources/offices.toml [legal-aid] audience",
            "there is no 'pubic'",
            "did you mean 'public'?",
            id="an unknown audience",
        ),
        pytest.param(
            "resources/offices.toml",
            'serves = ["advice"]',
            'serves = ["advise"]',
            "resources/offices.toml [legal-aid] serves",
            "there is no 'advise'",
            "did you mean 'advice'?",
            id="an office that serves an unknown need",
        ),
        pytest.param(
            "resources/offices.toml",
            'area = ["Aville"]',
            'area = ["Avile"]',
            "resources/offices.toml [legal-aid] area",
            "there is no 'Avile'",
            "did you mean 'Aville'?",
            id="an office in an unknown town",
        ),
        pytest.param(
            "offences.toml",
            'grounds = ["cimt"]',
            'grounds = ["cmit"]',
            "offences.toml [theft] grounds",
            "there is no 'cmit'",
            "did you mean 'cimt'?",
            id="an unknown ground",
        ),
        pytest.param("towns.toml", 'court = "ga1"', 'court = "ga9"', "towns.toml [Aville] court", "there is no 'ga9'", "", id="a town with an unknown court"),
        pytest.param(
            "places.toml",
            'towns = ["Aville"]',
            'towns = ["Bville"]',
            "places.toml [Both] towns",
            "there is no 'Bville'",
            "did you mean 'Aville'?",
            id="a place in an unknown town",
        ),
        pytest.param(
            "questions.toml",
            'section = "case"',
            'section = "cases"',
            "questions.toml [status] section",
            "there is no 'cases'",
            "did you mean 'case'?",
            id="a question in an unknown section",
        ),
        pytest.param(
            "jurisdiction.toml",
            '["shelter"]',
            '["sheltre"]',
            "jurisdiction.toml [utopia] general_needs",
            "there is no 'sheltre'",
            "did you mean 'shelter'?",
            id="an unknown need of everyone",
        ),
        pytest.param(
            "rules/pleas.toml",
            'add = "3 years"',
            'add = "three years"',
            "rules/pleas.toml [before-a-plea] deadline",
            "add: 'three years' is no length of time",
            "write it as '2 years', '6 months', '30 days' or '5 business days'",
            id="a span in words",
        ),
        pytest.param(
            "rules/pleas.toml",
            'from = "plea_date"',
            'from = "plea_dat"',
            "rules/pleas.toml [before-a-plea] deadline",
            "from: 'plea_dat' is no date fact",
            "did you mean 'plea_date'?",
            id="a deadline from an unknown fact",
        ),
        pytest.param(
            "rules/pleas.toml",
            'from = "plea_date"',
            'from = "status"',
            "rules/pleas.toml [before-a-plea] deadline",
            "from: 'status' is no date fact",
            "one of: plea_date",
            id="a deadline from a fact that is no date",
        ),
        pytest.param(
            "rules/pleas.toml",
            'when = "with_papers"',
            'when = "with_paper"',
            "rules/pleas.toml [before-a-plea] when",
            "there is no fact, derived fact or set 'with_paper'",
            "did you mean 'with_papers'?",
            id="an unknown fact in a rule",
        ),
        pytest.param(
            "rules/pleas.toml",
            "harm & {'assault'}",
            "harm & {'asault'}",
            "rules/pleas.toml [before-a-plea] needs_if.shelter",
            "there is no option 'asault' here",
            "did you mean 'assault'?",
            id="a wrong option in a need that arises only if",
        ),
        pytest.param(
            "rules/pleas.toml",
            'label = "Last day"',
            'label = "Last day"\nwhen = "status = \'lpr\'"',
            "rules/pleas.toml [before-a-plea] deadline 1 when",
            "this is not an expression",
            "",
            id="a deadline's condition that does not parse",
        ),
        pytest.param(
            "resources/offices.toml",
            "status == 'lpr'",
            "status == 'lprr'",
            "resources/offices.toml [legal-aid] takes",
            "there is no option 'lprr' here",
            "did you mean 'lpr'?",
            id="a wrong option in what an office takes",
        ),
        pytest.param(
            "resources/offices.toml",
            "confidential = true",
            'avoid_for = ["feer"]',
            "resources/offices.toml [safe-house] avoid_for",
            "there is no fact, derived fact or set 'feer'",
            "",
            id="an unknown fact that an office is kept from",
        ),
        pytest.param(
            "audiences.toml",
            '"always"',
            "\"safe_phone == 'x'\"",
            "audiences.toml [public] when",
            "there is no fact, derived fact or set 'safe_phone'",
            "",
            id="a condition over free text",
        ),
        pytest.param(
            "derived/common.toml",
            "status in papers",
            "status in paper",
            "derived/common.toml [with_papers] is",
            "there is no fact, derived fact or set 'paper'",
            "did you mean 'papers'?",
            id="an unknown set in a derived fact",
        ),
        pytest.param(
            "derived/common.toml",
            "[with_papers]",
            '[early]\nlabel = "x"\nis = "with_papers"\n[with_papers]',
            "derived/common.toml [early] is",
            "there is no fact, derived fact or set 'with_papers'",
            "",
            id="a derived fact that uses a later one",
        ),
        pytest.param(
            "derived/common.toml",
            "[with_papers]",
            '[status]\nlabel = "x"\nis = "always"\n[with_papers]',
            "derived/common.toml [status]",
            "a fact or set has this name already",
            "choose another",
            id="a derived fact named as a fact",
        ),
        pytest.param(
            "derived/common.toml",
            "[with_papers]",
            '[held_papers]\nlabel = "x"\nsince = 2025-01-29\nis = "papers"\n[with_papers]',
            "derived/common.toml [held_papers]",
            "since: is for a condition",
            "leave it out",
            id="a day from which a derived fact that is no condition stands",
        ),
        pytest.param(
            "sets/common.toml",
            "[papers]",
            '[harm]\nsays = "x"\nmembers = []\n[papers]',
            "sets/common.toml [harm]",
            "a fact or set has this name already",
            "choose another",
            id="a set named as a fact",
        ),
        pytest.param(
            "implications.toml",
            'fact = "us_citizen"',
            'fact = "us_citizn"',
            "implications.toml [no-citizen] fact",
            "there is no fact 'us_citizn'",
            "did you mean 'us_citizen'?",
            id="an implication about an unknown fact",
        ),
        pytest.param(
            "implications.toml",
            'only = ["no"]',
            'only = ["nope"]',
            "implications.toml [no-citizen] only",
            "'us_citizen' has no option 'nope'",
            "",
            id="an implication with a wrong option",
        ),
        pytest.param(
            "implications.toml",
            'only = ["no"]',
            'has = ["no"]',
            "implications.toml [no-citizen] has",
            "'us_citizen' is of type choice",
            "'has' is for facts of type choices",
            id="an implication of the wrong kind",
        ),
        pytest.param(
            "rules/pleas.toml",
            DEADLINE_ENDS,
            DEADLINE_ENDS + '[[before-a-plea.mention]]\nwhen = "with_papers"\nsay = " "\n',
            "rules/pleas.toml [before-a-plea] mention 1",
            "says nothing to anyone",
            'say = "..."',
            id="a mention without words",
        ),
        pytest.param(
            "rules/pleas.toml",
            DEADLINE_ENDS,
            DEADLINE_ENDS + '[[before-a-plea.mention]]\nwhen = "status == \'visa\'"\nsay = "Ask."\n',
            "rules/pleas.toml [before-a-plea] mention 1 when",
            "there is no option 'visa' here",
            "daca",
            id="a mention with an option there is not",
        ),
        pytest.param(
            "rules/pleas.toml",
            DEADLINE_ENDS,
            DEADLINE_ENDS + '[[before-a-plea.mention]]\nwhen = "with_papers"\nsay = "Ask."\nlaw = ["state-warnin"]\n',
            "rules/pleas.toml [before-a-plea] mention 1 law",
            "there is no 'state-warnin'",
            "state-warning",
            id="a mention of an unknown law",
        ),
        pytest.param(
            "rules/pleas.toml",
            DEADLINE_ENDS,
            DEADLINE_ENDS + '[[before-a-plea.mention]]\nwhen = "with_papers"\nsays = "Ask."\n',
            "rules/pleas.toml [before-a-plea]",
            "there is no key 'mention[0].says'",
            "",
            id="a mention with a key there is not",
        ),
    ],
)
def test_one_thing_broken_is_said_with_file_and_entry(state, file, old, new, where, what, right):
    _break(state, file, old, new)
    problem = _problems(state)[0]
    assert problem.where == where
    assert problem.what.startswith(what)
    assert right in problem.right
    if not right:
        assert "class '" not in problem.right


def test_a_condition_at_fault_is_shown_with_a_caret(state):
    _break(state, "rules/pleas.toml", 'when = "with_papers"', "when = \"with_papers and status == 'dacaa'\"")
    (problem,) = _problems(state)
    assert problem.text == "with_papers and status == 'dacaa'"
    assert problem.text[problem.column :] == "'dacaa'"


def test_a_folder_that_is_not_there(tmp_path):
    (problem,) = _problems(tmp_path / "nowhere")
    assert problem.where == str(tmp_path / "nowhere")
    assert problem.what == "there is no such folder of knowledge"
    assert "rules/now.toml" in problem.right


def test_a_file_in_place_of_a_folder(state, tmp_path):
    (tmp_path / "office.toml").write_text("", encoding="utf-8")
    (problem,) = _problems(state, tmp_path / "office.toml")
    assert problem.where == str(tmp_path / "office.toml")
    assert problem.what == "there is no such folder of knowledge"


def test_a_folder_named_as_a_file_cannot_be_read(state):
    (state / "rules" / "more.toml").mkdir()
    (problem,) = _problems(state)
    assert "more.toml" in problem.where
    assert problem.what.startswith("cannot be read: ")


def test_a_file_that_is_not_utf8(state):
    (state / "needs.toml").write_bytes(b'[advice]\nmeans = "caf\xe9"\n')
    (problem,) = _problems(state)
    assert (problem.where, problem.what, problem.right) == ("needs.toml", "is not UTF-8 (byte 21)", "save the file as UTF-8 text")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(state):
    file = state / "needs.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(base=state).needs["advice"].means == "advice"


@pytest.mark.parametrize(
    ("file", "what", "right"),
    [
        pytest.param("rule.toml", "'rule' is no kind of knowledge", "did you mean 'rules'?", id="nearly a kind"),
        pytest.param("ofences/new.toml", "'ofences' is no kind of knowledge", "did you mean 'offences'?", id="a folder that is nearly a kind"),
        pytest.param("xyzzy.toml", "'xyzzy' is no kind of knowledge", "one of: questions, implications", id="like none"),
    ],
)
def test_an_unknown_kind_of_file(state, file, what, right):
    _write(state, {file: "[a]\n"})
    (problem,) = _problems(state)
    assert (problem.where, problem.what) == (file, what)
    assert problem.right.startswith(right)


def test_an_id_in_two_files(state):
    _write(state, {"rules/zz.toml": STATE["rules/pleas.toml"]})
    (problem,) = _problems(state)
    assert (problem.where, problem.what, problem.right) == (
        "rules/zz.toml [before-a-plea]",
        "stands in rules/pleas.toml already",
        "an id names one entry",
    )


def test_the_same_id_may_name_entries_of_two_kinds(state):
    _write(state, {"screens.toml": '[advice]\ntext = "Advice."\n'})
    knowledge = load(base=state)
    assert knowledge.text("advice") == "Advice."
    assert knowledge.needs["advice"].means == "advice"


def test_a_kind_without_any_entry(state):
    (state / "grounds.toml").unlink()
    (problem,) = _problems(state)
    assert (problem.where, problem.what) == ("grounds.toml", "is missing or empty")


def test_all_broken_files_are_said_together(state):
    (state / "needs.toml").write_bytes(b"\xff")
    (state / "screens.toml").write_text("[", encoding="utf-8")
    _write(state, {"xyzzy.toml": ""})
    assert [problem.where for problem in _problems(state)] == ["needs.toml", "screens.toml", "xyzzy.toml"]


def test_all_broken_entries_are_said_together(state):
    _break(state, "rules/pleas.toml", "title =", "titel =")
    _break(state, "offences.toml", "max_days = 90", 'max_days = "90"')
    _break(state, "grounds.toml", 'confidence = "A"', 'confidence = "D"')
    assert {problem.where for problem in _problems(state)} == {"rules/pleas.toml [before-a-plea]", "offences.toml [theft]", "grounds.toml [cimt]"}


def test_all_broken_references_are_said_together(state):
    _break(state, "rules/pleas.toml", 'when = "with_papers"', 'when = "with_paper"')
    _break(state, "rules/pleas.toml", 'add = "3 years"', 'add = "soon"')
    _break(state, "offences.toml", 'grounds = ["cimt"]', 'grounds = ["cmit"]')
    assert {problem.where for problem in _problems(state)} == {
        "rules/pleas.toml [before-a-plea] when",
        "rules/pleas.toml [before-a-plea] deadline",
        "offences.toml [theft] grounds",
    }


def test_an_overlay_adds_an_entry(state, tmp_path):
    office = _write(tmp_path / "office", {"needs.toml": '[food]\nmeans = "food"\ncall = "Food."\ncall_for_another = "Food."\n'})
    knowledge = load([office], base=state)
    assert list(knowledge.needs) == ["advice", "shelter", "food"]
    assert knowledge.needs["food"].means == "food"


def test_an_overlay_replaces_an_entry_in_its_place(state, tmp_path):
    office = _write(tmp_path / "office", {"needs/ours.toml": '[advice]\nmeans = "our advice"\ncall = "Us."\ncall_for_another = "Us."\n'})
    knowledge = load([office], base=state)
    assert list(knowledge.needs) == ["advice", "shelter"]
    assert knowledge.needs["advice"].means == "our advice"
    assert knowledge.files["needs", "advice"] == f"{office}/needs/ours.toml"


def test_the_last_overlay_wins(state, tmp_path):
    overlays = [_write(tmp_path / name, {"screens.toml": f'[welcome]\ntext = "{name}"\n'}) for name in ("one", "two")]
    assert load(overlays, base=state).text("welcome") == "two"
    assert load(reversed(overlays), base=state).text("welcome") == "one"


def test_an_overlay_may_use_what_the_base_has_and_is_held_to_it(state, tmp_path):
    rule = STATE["rules/pleas.toml"].replace("before-a-plea", "ours")
    assert "ours" in load([_write(tmp_path / "good", {"rules/ours.toml": rule})], base=state).rules
    bad = _write(tmp_path / "bad", {"rules/ours.toml": rule.replace("with_papers", "with_paperz")})
    (problem,) = _problems(state, bad)
    assert problem.where == f"{tmp_path}/bad/rules/ours.toml [ours] when", "the folder is told: an office may lay several"


def test_the_digest_names_the_content_and_its_overlays(state, tmp_path):
    plain = load(base=state).digest
    office = _write(tmp_path / "office", {"screens.toml": '[bye]\ntext = "Bye."\n'})
    assert load(base=state).digest == plain
    assert load([office], base=state).digest.startswith(f"{plain}+")
    _break(state, "screens.toml", "Welcome.", "Welcome!")
    assert load(base=state).digest != plain


def test_a_compiled_copy_gives_the_same_knowledge(state):
    plain = load(base=state)
    assert compile_folder(state) == compiled_path(state)
    assert _content(load(base=state)) == _content(plain)


def test_a_compiled_copy_holds_the_holidays_so_that_the_library_need_not_be_asked(state):
    compile_folder(state)
    knowledge = load(base=state)
    assert frozenset(knowledge.holidays["2027"].days) == public_holidays("US", "CT", 2027)
    assert frozenset(knowledge.holidays["2027"].national) == public_holidays("US", "", 2027)


def test_a_compiled_copy_is_read_in_place_of_the_toml_only_while_it_is_the_same_content(state):
    compiled = compile_folder(state)
    compiled.write_text(compiled.read_text(encoding="utf-8").replace("Welcome.", "From the copy."), encoding="utf-8")
    assert load(base=state).text("welcome") == "From the copy."
    _break(state, "screens.toml", "Welcome.", "Welcome!")
    assert load(base=state).text("welcome") == "Welcome!"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "screens.toml").rename(folder / "screens_.toml"), id="a file renamed"),
        pytest.param(lambda folder: _write(folder, {"needs/more.toml": "[x]\n"}), id="a file added"),
        pytest.param(lambda folder: (folder / "grounds.toml").unlink(), id="a file removed"),
    ],
)
def test_a_compiled_copy_hides_no_change_of_files(state, change):
    compile_folder(state)
    change(state)
    assert _problems(state)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"digest": "old", "documents": {}}'])
def test_a_compiled_copy_that_is_none_is_passed_over(state, content):
    compiled_path(state).write_text(content, encoding="utf-8")
    assert load(base=state).text("welcome") == "Welcome."


def test_reading_writes_nothing(state, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    read_folder(state)
    assert sorted(tmp_path.rglob("*")) == before
