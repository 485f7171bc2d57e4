"""Finding the charge that is meant: by id, by statute, by everyday words."""

import pytest
from released import cut_for, summary_of

from ctintake.answers.charges import find_charge, possible_offences, suggestions
from ctintake.errors import InputError
from ctintake.exports.handout import handout
from ctintake.exports.pdf_pages import sheets
from ctintake.show.lines import Words


@pytest.mark.parametrize(
    ("typed", "offence"),
    [
        pytest.param("larceny-third", "larceny-third", id="an id"),
        pytest.param(" Larceny-Third ", "larceny-third", id="an id with capitals and spaces"),
        pytest.param("53a-125b", "larceny-sixth", id="a statute"),
        pytest.param("53A-125B", "larceny-sixth", id="a statute in capitals"),
        pytest.param("53a-61", "assault-third", id="a section"),
        pytest.param("53a-61(a)(1)", "assault-third", id="a section with its subdivision, as papers print it"),
        pytest.param("53a-61 (a) (1)", "assault-third", id="a subdivision with spaces"),
        pytest.param("C.G.S. § 53a-61a", "assault-third-protected", id="a citation"),
        pytest.param("CGS 53a-61", "assault-third", id="a citation without points"),
        pytest.param("Conn. Gen. Stat. § 53a-61(a)", "assault-third", id="a full citation"),
        pytest.param("Sec. 53a-61", "assault-third", id="the word section"),
        pytest.param("§53a-61", "assault-third", id="the sign alone"),
        pytest.param("53-21(a)(1)", "risk-of-injury", id="an entry for one subdivision"),
        pytest.param("53-21(a)(2)", "risk-of-injury-sexual", id="an entry for another subdivision"),
        pytest.param("14-227a(a)", "dui-first", id="a subdivision without an entry falls to the section"),
        pytest.param("14-227a(g)(2)", "dui-repeat", id="the longest entry that fits is taken"),
        pytest.param("car theft", "larceny-motor-vehicle", id="everyday words"),
        pytest.param("Car  Theft", "larceny-motor-vehicle", id="everyday words with capitals"),
        pytest.param("Larceny in the third degree", "larceny-third", id="the name in the law"),
    ],
)
def test_finds(knowledge, typed, offence):
    assert find_charge(typed, knowledge.offences) == offence


def test_a_letter_after_the_number_is_another_section(knowledge):
    found = {number: find_charge(number, knowledge.offences) for number in ("53a-61", "53a-61a", "53a-61aa")}
    assert found == {"53a-61": "assault-third", "53a-61a": "assault-third-protected", "53a-61aa": "threatening-first"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("53a-999", "53a-999", id="a section without an entry"),
        pytest.param("C.G.S. § 53a-999 (A)", "53a-999(a)", id="a citation without an entry, as its bare number"),
        pytest.param("53a-61z", "53a-61z", id="a section that only begins like an entry"),
        pytest.param("53a-6", "53a-6", id="a section that an entry begins with"),
        pytest.param("53-21", "53-21", id="a section of which only subdivisions have entries"),
        pytest.param("18 U.S.C. 1542", "18 U.S.C. 1542", id="a federal section"),
        pytest.param("8 USC §1326(a)", "8 USC §1326(a)", id="a federal section with sign and subdivision"),
        pytest.param("18 u.s.c. sec. 922(g)(5)", "18 u.s.c. sec. 922(g)(5)", id="a federal section in small letters"),
        pytest.param("42 U.S.C. 1320a-7b(b)", "42 U.S.C. 1320a-7b(b)", id="a federal section with a dash"),
    ],
)
def test_a_statute_that_no_entry_covers_is_kept(knowledge, typed, kept):
    assert find_charge(typed, knowledge.offences) == kept


@pytest.mark.parametrize(
    ("charge", "possible"),
    [
        pytest.param("larceny-third", ("larceny-third",), id="an entry is itself"),
        pytest.param("53-21", ("risk-of-injury", "risk-of-injury-sexual"), id="a section may be any of its subdivisions"),
        pytest.param("53-21(a)", ("risk-of-injury", "risk-of-injury-sexual"), id="and so may a subdivision that has its own"),
        pytest.param("21a-279", ("drug-possession", "drug-possession-school"), id="a letter after the number is another section"),
        pytest.param("29-35", ("carry-pistol-no-permit", "open-carry-pistol"), id="a section of the law on weapons"),
        pytest.param("53-2", (), id="a number that only begins like one"),
        pytest.param("53a-999999", (), id="a section there is not"),
        pytest.param("18 U.S.C. 1542", (), id="a federal section"),
    ],
)
def test_a_charge_may_be_any_entry_of_its_section(knowledge, charge, possible):
    assert possible_offences(charge, knowledge.offences) == possible


@pytest.mark.parametrize("charge", ["53a-999999", "21a-279", "53-21"])
def test_a_number_that_is_no_one_charge_is_explained_on_the_page_a_person_is_given(knowledge, charge):
    words = Words(knowledge)
    begins = words("charge-one-of", names="") if possible_offences(charge, knowledge.offences) else words("charge-not-listed")
    told = [one.name for group in handout(given_to_the_person(charge), knowledge).groups for item in group.items for one in item.charges]
    assert [name for name in told if name.startswith(begins) and name.endswith(f"({charge})")], told


def test_a_number_of_no_charge_is_explained_on_the_printed_page_too(knowledge):
    words = Words(knowledge)
    groups = sheets(given_to_the_person("53a-999999"), knowledge).person.groups
    assert words("label-charge", name=words("charge-not-listed"), statute="53a-999999") in [
        charge.name for one in groups for item in one.items for charge in item.charges
    ]


def given_to_the_person(charge):
    """Release the results of someone with this charge to them."""
    charged = {"answering": "self", "situation": ["charged"], "us_citizen": "no", "status": "lpr", "case_stage": "charged", "charges": [charge]}
    return cut_for("self", summary_of(**charged)).release


def test_a_kept_statute_reads_the_same_again(knowledge):
    kept = find_charge("Sec. 53a-999 (b)", knowledge.offences)
    assert find_charge(kept, knowledge.offences) == kept


def test_a_long_dash_from_a_copied_paper_is_read_as_a_dash(knowledge):
    assert find_charge("53a\u201361", knowledge.offences) == "assault-third"


@pytest.mark.parametrize("name", ["larceny-sixth", "larceny-first"])
def test_words_for_several_charges_ask_which(knowledge, name):
    with pytest.raises(InputError) as caught:
        find_charge("larceny", knowledge.offences)
    (problem,) = caught.value.problems
    assert (problem.where, problem.what) == ("charge 'larceny'", "may be any of several")
    assert f"{name} ({knowledge.offences[name].statute}, {knowledge.offences[name].plain_name})" in problem.right


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        pytest.param("assualt third", "assault-third", id="a misspelled charge"),
        pytest.param("walmart thft", "shoplifting", id="misspelled everyday words"),
    ],
)
def test_a_miss_suggests(knowledge, typed, suggested):
    with pytest.raises(InputError) as caught:
        find_charge(typed, knowledge.offences)
    (problem,) = caught.value.problems
    assert (problem.where, problem.what) == (f"charge '{typed}'", "names no offense we know")
    assert problem.right.startswith(f"did you mean {suggested} (")


def test_words_like_nothing_are_told_what_to_give(knowledge):
    with pytest.raises(InputError, match=r"give an off[ec]n[sc]e id, a statute number such as 53a-125b, or other words"):
        find_charge("xyzzy qqqq", knowledge.offences)


def test_suggestions_are_few_and_none_comes_twice(knowledge):
    found = suggestions("assault with a weapon", knowledge.offences, most=4)
    assert found[0] == "assault-second"
    assert len(found) == len(set(found)) <= 4


def test_every_offence_is_found_by_its_own_id(knowledge):
    assert [find_charge(name, knowledge.offences) for name in knowledge.offences] == list(knowledge.offences)


def test_every_statute_finds_an_offence_of_that_statute_or_is_kept(knowledge):
    statutes = [offence.statute for offence in knowledge.offences.values()]
    for name, offence in knowledge.offences.items():
        found = find_charge(offence.statute, knowledge.offences)
        assert found == name or statutes.count(offence.statute) > 1, offence.statute
