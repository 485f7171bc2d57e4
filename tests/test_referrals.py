"""Which offices a person is given, in which order, and why others are left out."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from people import DAY, EVERYONE, MADE, Person, given, referred, screened, screened_as, shipped, summary_of

from ctintake.errors import KnowledgeError
from ctintake.evaluation import Evaluation
from ctintake.findings import find
from ctintake.knowledge.loading import load
from ctintake.model import Phone, Resource, Rule, Source, Urgency
from ctintake.referrals import Fit, LeftOut, Nearness, Reason, Referral, best, callable_for, fits, phones_of, refer
from ctintake.summary.composing import Making, compose
from ctintake.truth import Truth

HELD = {"answering": "family", "us_citizen": "no", "custody": "ice-detention", "situation": ["detained", "charged"], "town": "Hartford"}
NOT_AFRAID = {"status": "visa", "fears_return": "no", "asylum_filed": "no"}
CONSULATES = {name for name, entry in shipped().resources.items() if entry.kind == "consulate"}
LOCATE_ONLY = {name for name, entry in shipped().resources.items() if entry.audience == "locate-only"}
PROFESSIONAL = {name for name, entry in shipped().resources.items() if entry.audience == "professionals"}


def shown(person: Person) -> set[str]:
    """Give every office a person is shown anywhere: referred, to call, or to try next."""
    screening = screened(person)
    return referred(screening) | {call.fit.resource for call in screening.calls} | {call.next for call in screening.calls if call.next}


def reasons(left_out: tuple[LeftOut, ...]) -> dict[str, tuple[Reason, tuple[str, ...]]]:
    return {left.resource: (left.reason, left.by) for left in left_out}


def held_against(need: str, **facts: Any) -> tuple[dict[str, Fit], dict[str, tuple[Reason, tuple[str, ...]]]]:
    """Hold the real offices that serve a need against someone."""
    fitting, left_out = fits(Evaluation(given(**facts), shipped(), DAY), [need])
    return fitting, reasons(left_out)


# Who is never shown what.


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nobody_is_shown_a_consulate_unless_it_is_known_that_they_do_not_fear_that_government(person: Person) -> None:
    fear = Evaluation(screened(person).answers, shipped(), person.as_of).outcome("fears_home_government").truth
    assert fear is Truth.FALSE or not shown(person) & CONSULATES


@pytest.mark.parametrize(
    "fear",
    [{"fears_return": "yes"}, {"fears_return": "unsure"}, {"fears_return": "declined"}, {}, {"status": "asylum-pending"}, {"asylum_filed": "yes"}],
    ids=str,
)
def test_no_consulate_fits_someone_who_fears_return_or_whose_fear_is_not_known(fear: dict[str, str]) -> None:
    known = {name: value for name, value in NOT_AFRAID.items() if name != "fears_return"} | fear
    fitting, left_out = held_against("consular-help", **HELD, **known)
    assert not fitting.keys() & CONSULATES
    assert {left_out[name][0] for name in CONSULATES & left_out.keys()} == {Reason.AVOID}


def test_a_consulate_fits_someone_known_not_to_be_afraid() -> None:
    """Or the tests above could not fail."""
    fitting, _ = held_against("consular-help", **HELD, **NOT_AFRAID)
    assert fitting.keys() & CONSULATES


def test_every_consulate_is_marked_as_one_to_avoid_for_those_who_fear_it() -> None:
    assert CONSULATES
    assert {name for name in CONSULATES if "fears_home_government" not in shipped().resources[name].avoid_for} == set()


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_an_office_that_only_locates_people_is_shown_only_where_someone_is_known_to_be_held_by_ice(person: Person) -> None:
    held = Evaluation(screened(person).answers, shipped(), person.as_of).outcome("custody == 'ice-detention'").truth
    assert held is Truth.TRUE or not shown(person) & LOCATE_ONLY


@pytest.mark.parametrize("custody", ["free", "state-jail", "unsure", "declined"])
def test_a_locate_only_office_fits_nobody_else(custody: str) -> None:
    needs = {need for name in LOCATE_ONLY for need in shipped().resources[name].serves}
    for need in needs:
        fitting, left_out = held_against(need, **(HELD | {"custody": custody}))
        assert not fitting.keys() & LOCATE_ONLY
        assert {left_out[name] for name in LOCATE_ONLY & left_out.keys()} == {(Reason.AUDIENCE, ("custody",))}


def test_someone_looking_for_a_person_held_by_ice_is_told_where_to_look() -> None:
    assert referred(screened_as(**HELD)) & LOCATE_ONLY


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_offices_for_professionals_are_shown_only_to_advocates_and_defenders(person: Person) -> None:
    answering = screened(person).answers.get("answering")
    assert (answering is not None and answering.value in {"advocate", "defender"}) or not shown(person) & PROFESSIONAL


@pytest.mark.parametrize(
    ("answering", "there"), [("advocate", True), ("defender", True), ("self", False), ("family", False), ("unsure", False), ("declined", False)]
)
def test_who_answers_decides_whether_an_office_for_professionals_fits(answering: str, there: bool) -> None:
    for name in PROFESSIONAL:
        entry = shipped().resources[name]
        # Every other condition of the office is taken away: what is left is who answers.
        only = replace(shipped(), resources={name: msgspec.structs.replace(entry, takes="always", area=("statewide",), avoid_for=())})
        fitting, left_out = fits(Evaluation(given(answering=answering), only, DAY), entry.serves)
        assert (name in fitting) is there
        assert there or reasons(left_out)[name][0] is Reason.AUDIENCE


# An office with federal legal-aid money (45 C.F.R. 1626).

NO_STATUS = {"us_citizen": "no", "status": "no-status", "town": "Hartford", "household_size": 2, "monthly_income": 1000}


LSC = "statewide-legal-services-ct"


def test_an_lsc_office_is_left_out_for_someone_without_papers_or_harm_and_the_reason_is_kept() -> None:
    fitting, left_out = held_against("civil-legal-aid", **NO_STATUS, harm=["none"])
    assert LSC not in fitting
    reason, by = left_out[LSC]
    assert reason is Reason.TAKES
    assert {"status", "harm"} <= set(by)
    assert any(fit.entry.phones for fit in fitting.values()), "there is another office to call"


@pytest.mark.parametrize(
    "facts",
    [
        {**NO_STATUS, "harm": ["domestic-violence"], "harmed_person": "me"},
        {**NO_STATUS, "harm": ["labor-trafficking"], "harmed_person": "me"},
        {**NO_STATUS, "status": "lpr", "harm": ["none"]},
        {**NO_STATUS, "us_citizen": "yes", "status": "unsure", "harm": ["none"]},
    ],
    ids=["hurt at home", "trafficked", "a green card", "a citizen"],
)
def test_an_lsc_office_takes_those_whom_its_funding_allows(facts: dict[str, Any]) -> None:
    fitting, _ = held_against("civil-legal-aid", **facts)
    assert fitting["statewide-legal-services-ct"].certain


ALONE = {"household_size": 1, "town": "Hartford", "us_citizen": "no"}
HURT_AT_HOME = {"status": "no-status", "harm": ["domestic-violence"], "harmed_person": "me"}
RULE_NOT_SEEN = ("tps", "daca", "asylum-pending", "parole", "visa-overstay", "supervision", "sijs-approved")


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({"status": "lpr", "monthly_income": 1660}, "takes"),
        ({"status": "lpr", "monthly_income": 1670}, "may"),
        ({"status": "lpr", "monthly_income": 2600}, "may"),
        ({"status": "lpr", "monthly_income": 2700}, "left out"),
        ({"status": "lpr"}, "may"),
        ({**HURT_AT_HOME, "monthly_income": 1600}, "takes"),
        ({**HURT_AT_HOME, "monthly_income": 9000}, "left out"),
        ({**HURT_AT_HOME, "monthly_income": 9000, "household_size": 3}, "may"),
        ({**HURT_AT_HOME}, "may"),
        ({"us_citizen": "maybe", "status": "no-status", "harm": ["none"], "monthly_income": 1000}, "may"),
        *(({"status": one, "harm": ["none"], "monthly_income": 1000}, "may") for one in RULE_NOT_SEEN),
    ],
    ids=[
        "at 125 percent", "over 125 percent", "at 195 percent", "over 200 percent", "income never asked",
        "hurt, with little of her own", "hurt and alone, with much of her own", "hurt, and the pay of the one who did it may be in the sum",
        "hurt, and income never asked", "no papers and maybe a citizen", *RULE_NOT_SEEN,
    ],
)  # fmt: skip
def test_whom_an_lsc_office_takes_is_said_only_as_surely_as_it_is_known(facts: dict[str, Any], fits: str) -> None:
    fitting, _ = held_against("civil-legal-aid", **(ALONE | facts))
    assert (("takes" if fitting[LSC].certain else "may") if LSC in fitting else "left out") == fits


def reasons_given(**facts: Any) -> str:
    summary = compose(screened_as(situation=["harmed"], everyday_needs=["housing"], **(ALONE | facts)), Making(MADE, "0"))
    (referral,) = [one for one in summary.referrals if one.resource == LSC]
    return " ".join(referral.why)


def test_why_an_lsc_office_is_named_to_someone_hurt_whom_its_limit_on_papers_would_keep_out_is_printed() -> None:
    assert "Ask if its limit on papers has an exception" in reasons_given(**HURT_AT_HOME, monthly_income=1000)
    assert "limit on papers" not in reasons_given(**(HURT_AT_HOME | {"status": "lpr"}), monthly_income=1000)


def test_that_the_pay_of_the_one_who_did_the_harm_need_not_count_is_said_where_it_may_be_in_the_sum() -> None:
    said = "The pay of the one who hurt you need not count."
    assert said in reasons_given(**HURT_AT_HOME, monthly_income=9000, household_size=3)
    assert said not in reasons_given(**HURT_AT_HOME, monthly_income=1000)


def test_close_family_of_a_citizen_are_told_to_ask_about_a_form_they_have_sent() -> None:
    facts: dict[str, Any] = {"status": "visa-overstay", "harm": ["none"], "monthly_income": 1000}
    assert "close family of a citizen who have sent in a form" in reasons_given(**facts, family_citizen_or_lpr=True)
    assert "close family" not in reasons_given(**facts, family_citizen_or_lpr=False)


def test_where_nothing_more_that_is_asked_could_tell_the_office_is_to_be_asked() -> None:
    reasons = reasons_given(status="lpr", monthly_income=2600, harm=["none"])
    assert "That depends on its own rules." in reasons
    assert "It depends on:" not in reasons


def test_offices_without_that_limit_come_first_for_someone_who_would_not_give_status() -> None:
    fitting, _ = held_against("civil-legal-aid", **(NO_STATUS | {"us_citizen": "declined", "status": "declined", "harm": ["none"]}))
    limited = fitting["statewide-legal-services-ct"]
    assert not limited.certain
    assert "status" in limited.open
    order = [fit.resource for fit in best("civil-legal-aid", fitting)]
    assert order.index("statewide-legal-services-ct") > min(order.index(name) for name, fit in fitting.items() if fit.certain)


# The order, over offices of our own making.


def office(**changes: Any) -> Resource:
    """Make an office that serves everyone everywhere, with a phone by day."""
    plain: dict[str, Any] = {
        "name": "n", "kind": "legal-aid", "does": "d", "who": "w", "serves": ("u-visa",), "area": ("statewide",), "audience": "public", "checked": DAY,
        "confidence": "A", "url": "https://example.org",
        "sources": (Source(url="https://example.org", seen="2026-01"),), "phones": (Phone(number="+1-860-555-0100", label="line"),),
    }  # fmt: skip
    return Resource(**(plain | changes))


def test_an_office_of_another_state_is_shown_only_where_its_entry_says_for_whom_here() -> None:
    abroad = office(area=("state:NY",))
    for_danbury = office(area=("state:NY",), takes="town == 'Danbury'")
    assert ordered({"abroad": abroad, "for-danbury": for_danbury}, town="Danbury") == ["for-danbury"]
    assert ordered({"abroad": abroad, "for-danbury": for_danbury}, town="Hartford") == []


def ordered(offices: dict[str, Resource], **facts: Any) -> list[str]:
    fitting, _ = fits(Evaluation(given(**facts), replace(shipped(), resources=offices), DAY), ["u-visa"])
    return [fit.resource for fit in best("u-visa", fitting)]


NIGHT = (Phone(number="+1-860-555-0101", label="line", always_open=True),)
BETTER = {
    "one that takes the person before one that may": ({}, {"takes": "status == 'lpr'", "area": ("Danbury",)}),
    "one that takes the person but has no phone before one that may and has": ({"phones": ()}, {"takes": "status == 'lpr'"}),
    "one with a phone before one without": ({}, {"phones": (), "area": ("Danbury",)}),
    "one in town before one in the region": ({"area": ("Danbury",)}, {"area": ("county:Fairfield",), "languages": ("es",)}),
    "one in the region before one for the state": ({"area": ("county:Fairfield",)}, {"languages": ("es",)}),
    "one for the state before one for the nation": ({}, {"area": ("national",), "languages": ("es",)}),
    "one for the nation before one in a nearby state": (
        {"area": ("national",)},
        {"area": ("state:NY",), "takes": "town == 'Danbury'", "languages": ("es",)},
    ),
    "the nearest of several areas counts": ({"area": ("national", "Danbury")}, {"area": ("county:Fairfield",)}),
    "one that lists the language before one that lists none": ({"languages": ("en", "es")}, {"phones": NIGHT}),
    "one that lists none before one that lists others": ({}, {"languages": ("en", "pl"), "phones": NIGHT}),
    "one open day and night before one by day": ({"phones": NIGHT}, {}),
    "one seen lately before one seen long ago": ({}, {"sources": (Source(url="https://example.org", seen="2019"),)}),
    "one seen some day before one with no date": ({}, {"sources": (Source(url="https://example.org", seen="unknown"),)}),
}


@pytest.mark.parametrize(("first", "second"), BETTER.values(), ids=BETTER.keys())
def test_the_better_office_comes_first(first: dict[str, Any], second: dict[str, Any]) -> None:
    pair = {"first": office(**first), "second": office(**second)}
    for offices in (pair, dict(reversed(pair.items()))):
        assert ordered(offices, town="Danbury", language="es") == ["first", "second"]


def test_with_nothing_between_two_offices_they_keep_the_directorys_order() -> None:
    assert ordered({"b": office(), "a": office()}, town="Danbury") == ["b", "a"]


@pytest.mark.parametrize("town", [{}, {"town": "unsure"}, {"town": "declined"}], ids=["never asked", "not sure", "rather not say"])
def test_where_the_town_is_not_known_local_offices_are_left_out_with_that_reason(town: dict[str, str]) -> None:
    offices = {
        "local": office(area=("Danbury",)),
        "county": office(area=("county:Fairfield",)),
        "region": office(area=("region:greater-new-haven",)),
        "state": office(),
    }
    fitting, left_out = fits(Evaluation(given(**town), replace(shipped(), resources=offices), DAY), ["u-visa"])
    assert list(fitting) == ["state"]
    assert reasons(left_out) == dict.fromkeys(["local", "county", "region"], (Reason.AREA, ("town",)))


def test_an_office_of_another_town_is_left_out_with_that_reason() -> None:
    offices = {"there": office(area=("Stamford",)), "here": office(area=("Danbury", "Bethel")), "county": office(area=("county:Fairfield",))}
    fitting, left_out = fits(Evaluation(given(town="Danbury"), replace(shipped(), resources=offices), DAY), ["u-visa"])
    assert {name: fit.nearness for name, fit in fitting.items()} == {"here": Nearness.TOWN, "county": Nearness.REGION}
    assert reasons(left_out) == {"there": (Reason.AREA, ("town",))}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_office_is_both_shown_and_left_out_and_each_left_out_has_its_facts(person: Person) -> None:
    left = {one.resource: one for one in screened(person).left_out}
    assert not shown(person) & left.keys()
    assert [one.resource for one in left.values() if not one.by and one.reason is not Reason.UNREACHABLE] == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nobody_is_sent_to_an_office_that_no_one_knows_how_to_reach(person: Person) -> None:
    entries = [referral.fit.entry for referral in screened(person).referrals]
    assert [entry.name for entry in entries if not (entry.phones or entry.text or entry.email or entry.url)] == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_referral_serves_what_it_is_for_and_names_findings_the_person_has(person: Person) -> None:
    screening = screened(person)
    findings = {finding.id for finding in screening.findings}
    for referral in screening.referrals:
        assert referral.needs, referral.fit.resource
        assert set(referral.needs) <= set(referral.fit.entry.serves)
        assert referral.findings, referral.fit.resource
        assert set(referral.findings) <= findings


def chosen(offices: dict[str, Resource], *needs: str, when: str = "always", **facts: Any) -> dict[str, Referral]:
    rule = Rule(when=when, urgency=Urgency.PLAN, title="t", say="s", do=("d",), advocate="a", needs=needs, law=("us-u-visa",))
    evaluation = Evaluation(given(**facts), replace(shipped(), rules={"one": rule}, resources=offices), DAY)
    fitting, _ = fits(evaluation, {need for entry in offices.values() for need in entry.serves})
    return {referral.fit.resource: referral for referral in refer(find(evaluation)[0], fitting, evaluation)}


@pytest.mark.parametrize(("when", "most"), [("always", 5), ("status == 'lpr'", 3)], ids=["a finding that applies", "a finding that may apply"])
def test_a_need_brings_no_more_offices_than_a_person_can_use(when: str, most: int) -> None:
    offices = {f"office-{at}": office(phones=NIGHT) for at in range(9)}
    assert list(chosen(offices, "u-visa", when=when)) == [f"office-{at}" for at in range(most)]


def test_where_no_office_can_be_called_for_a_need_another_need_stands_in() -> None:
    instead = shipped().needs["u-visa"].instead
    assert instead
    offices = {"no-phone": office(phones=()), "stand-in": office(serves=(instead[0],), phones=NIGHT)}
    assert chosen(offices, "u-visa")["stand-in"].needs == (instead[0],)
    offices["with-phone"] = office(phones=NIGHT)
    assert "stand-in" not in chosen(offices, "u-visa")


def test_where_nobody_answers_at_night_the_line_that_always_does_is_added() -> None:
    (general,) = shipped().jurisdiction.general_needs
    offices = {"by-day": office(), "always": office(serves=(general,), phones=NIGHT)}
    assert list(chosen(offices, "u-visa")) == ["by-day", "always"]


# What is printed of an office.


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_number_is_printed_from_an_entry_that_rests_on_general_knowledge(person: Person) -> None:
    summary = summary_of(person)
    printed = {one.resource for one in summary.referrals if one.phones} | {call.resource for call in summary.calls}
    printed |= {call.next.resource for call in summary.calls if call.next}
    assert {name for name in printed if shipped().resources[name].confidence == "C"} == set()


def test_an_office_whose_calls_another_takes_is_given_with_that_offices_numbers_under_its_name() -> None:
    through = {name: entry.call_through for name, entry in shipped().resources.items() if entry.call_through}
    assert through
    for name, other in through.items():
        own, theirs = (shipped().resources[one].phones for one in (name, other))
        given = phones_of(shipped().resources[name], shipped())
        assert [phone.number for phone in given] == [phone.number for phone in (*own, *theirs)]
        assert [phone.seen for phone in given] == [phone.seen for phone in (*own, *theirs)]
        assert all(phone.label.startswith(shipped().resources[other].name) for phone in given[len(own) :])


def test_a_summary_has_a_number_for_an_office_that_has_none_of_its_own() -> None:
    screening = screened_as(answering="self", town="Danbury", situation=["harmed"], harm=["domestic-violence"], us_citizen="no")
    printed = {one.resource: one.phones for one in compose(screening, Making(MADE, "0")).referrals}
    through = [name for name in printed if shipped().resources[name].call_through and not shipped().resources[name].phones]
    assert through
    assert all(printed[name] for name in through)


def test_nobody_is_told_to_call_an_office_by_the_number_of_another() -> None:
    night = shipped().resources[next(name for name, entry in shipped().resources.items() if entry.always_open)]
    offices = {"through": office(phones=(), call_through="other"), "other": office(serves=("shelter",), phones=night.phones)}
    fitting, _ = fits(Evaluation(given(), replace(shipped(), resources=offices), DAY), ["u-visa"])
    assert list(fitting) == ["through"]
    assert callable_for("u-visa", fitting) == []


ENTRY = """
[an-office]
name = "An office"
kind = "legal-aid"
does = "d"
who = "w"
serves = ["u-visa"]
area = ["statewide"]
audience = "public"
checked = 2026-11-22
sources = [{ url = "https://example.org" }]
"""


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ('confidence = "C"\nphones = [{ number = "+1-860-555-0100", label = "line" }]', "graded C has no phones"),
        ('confidence = "A"\nconfidential = true\naddress = "1 Main Street"', "confidential place has no address"),
        ('confidence = "A"\ncall_through = "an-office"', "'an-office' is no other office with a number to call"),
        ('confidence = "A"\ncall_through = "no-office"', "'no-office' is no other office with a number to call"),
    ],
    ids=["a phone from general knowledge", "the address of a shelter", "calls through itself", "calls through an office there is not"],
)
def test_a_local_offices_own_entry_is_refused_for(tmp_path, added: str, said: str) -> None:
    (tmp_path / "resources.toml").write_text(ENTRY + added)
    with pytest.raises(KnowledgeError, match=said) as fault:
        load([tmp_path])
    assert "resources.toml [an-office]" in str(fault.value)


def test_a_local_offices_own_entry_is_taken_without_them(tmp_path) -> None:
    (tmp_path / "resources.toml").write_text(ENTRY + 'confidence = "C"')
    assert load([tmp_path]).resources["an-office"].phones == ()
