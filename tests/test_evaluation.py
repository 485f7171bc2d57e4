"""Conditions over one person's answers: truth, the answers that decided it, and what is still open."""

import pytest

from ctintake.evaluation import Evaluation
from ctintake.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.fixture
def outcome(knowledge, as_of, answers):
    """Tell what a condition comes to for some answers."""

    def evaluate(expression, **facts):
        return Evaluation(answers(**facts), knowledge, as_of).outcome(expression)

    return evaluate


def _table(*rows):
    return [pytest.param(facts, expression, truth, id=f"{says}: {expression}") for says, facts, expression, truth in rows]


@pytest.mark.parametrize(
    ("facts", "expression", "truth"),
    _table(
        ("nobody in particular", {}, "always", T),
        ("nobody in particular", {}, "unknown", U),
        ("at the lower line", {"household_size": 1, "monthly_income": 1660}, "income_percent_fpl <= 125 or income_percent_fpl <= 200 and unknown", T),
        ("between the lines", {"household_size": 1, "monthly_income": 2000}, "income_percent_fpl <= 125 or income_percent_fpl <= 200 and unknown", U),
        ("beyond both", {"household_size": 1, "monthly_income": 9000}, "income_percent_fpl <= 125 or income_percent_fpl <= 200 and unknown", F),
        ("nobody in particular", {}, "not always", F),
        ("a yes", {"danger_now": True}, "danger_now", T),
        ("a no", {"danger_now": False}, "danger_now", F),
        ("a no", {"danger_now": False}, "not danger_now", T),
        ("not asked", {}, "danger_now", U),
        ("not asked", {}, "not danger_now", U),
        ("unsure", {"danger_now": "unsure"}, "danger_now", U),
        ("declined", {"danger_now": "declined"}, "not danger_now", U),
        ("a green card", {"status": "lpr"}, "status == 'lpr'", T),
        ("a green card", {"status": "lpr"}, "status != 'lpr'", F),
        ("a green card", {"status": "lpr"}, "status == 'daca'", F),
        ("a green card", {"status": "lpr"}, "status != 'daca'", T),
        ("a green card", {"status": "lpr"}, "status in {'lpr', 'daca'}", T),
        ("a green card", {"status": "lpr"}, "status not in residents", F),
        ("DACA", {"status": "daca"}, "status in residents", F),
        ("not asked", {}, "status == 'lpr'", U),
        ("not asked", {}, "status != 'lpr'", U),
        ("declined", {"status": "declined"}, "status not in residents", U),
        ("not asked, and every option is named", {}, "status in any_status", T),
        ("two harms", {"harm": ["assault", "stalking"]}, "'assault' in harm", T),
        ("two harms", {"harm": ["assault", "stalking"]}, "'robbery' in harm", F),
        ("two harms", {"harm": ["assault", "stalking"]}, "harm & {'robbery', 'stalking'}", T),
        ("two harms", {"harm": ["assault", "stalking"]}, "not (harm & {'robbery'})", T),
        ("no harm", {"harm": ["none"]}, "harm & {'robbery'}", F),
        ("no harm", {"harm": ["none"]}, "'none' in harm", T),
        ("not asked", {}, "harm & {'robbery'}", U),
        ("not asked", {}, "not (harm & {'robbery'})", U),
        ("three people", {"household_size": 3}, "household_size >= 3", T),
        ("three people", {"household_size": 3}, "household_size > 3", F),
        ("three people", {"household_size": 3}, "household_size <= 3", T),
        ("three people", {"household_size": 3}, "household_size < 3", F),
        ("three people", {"household_size": 3}, "household_size == 3", T),
        ("three people", {"household_size": 3}, "household_size != 3", F),
        ("three people", {"household_size": 3}, "2 <= household_size <= 4", T),
        ("three people", {"household_size": 3}, "4 <= household_size <= 6", F),
        ("not asked", {}, "household_size >= 3", U),
        ("not asked, but there is at least one", {}, "household_size >= 1", T),
        ("not asked, but there is at least one", {}, "household_size < 1", F),
        ("no children", {"minor_children": 0}, "minor_children > 0", F),
        ("a town", {"town": "Danbury"}, "town == 'Danbury'", T),
        ("a court", {"court": "ga14"}, "court in {'ga14', 'ga15'}", T),
        ("no town", {}, "town == 'Danbury'", U),
    ),
)
def test_a_condition_is(outcome, facts, expression, truth):
    assert outcome(expression, **facts).truth is truth


@pytest.mark.parametrize(
    ("facts", "expression", "truth"),
    _table(
        ("that very day", {"plea_date": "2021-10-01"}, "plea_date >= '2021-10-01'", T),
        ("the day before", {"plea_date": "2021-09-30"}, "plea_date >= '2021-10-01'", F),
        ("that very day", {"plea_date": "2021-10-01"}, "plea_date == '2021-10-01'", T),
        ("another day", {"plea_date": "2021-10-02"}, "plea_date != '2021-10-01'", T),
        ("a year after it", {"plea_date": "2022"}, "plea_date >= '2021-10-01'", T),
        ("a year before it", {"plea_date": "2020"}, "plea_date >= '2021-10-01'", F),
        ("the year it lies in", {"plea_date": "2021"}, "plea_date >= '2021-10-01'", U),
        ("the month that begins with it", {"plea_date": "2021-10"}, "plea_date >= '2021-10-01'", T),
        ("the month that begins with it", {"plea_date": "2021-10"}, "plea_date > '2021-10-01'", U),
        ("the month it lies in", {"plea_date": "2021-10"}, "plea_date == '2021-10-01'", U),
        ("another month", {"plea_date": "2021-11"}, "plea_date == '2021-10-01'", F),
        ("another month", {"plea_date": "2021-11"}, "plea_date != '2021-10-01'", T),
        ("not asked", {}, "plea_date >= '2021-10-01'", U),
        ("two years apart", {"harm_date": "2019", "plea_date": "2021"}, "harm_date < plea_date", T),
        ("the same year", {"harm_date": "2021", "plea_date": "2021"}, "harm_date < plea_date", U),
        ("one day known", {"harm_date": "2021"}, "harm_date < plea_date", U),
        ("the third anniversary", {"plea_date": "2023-11-22"}, "years_since(plea_date) == 3", T),
        ("the third anniversary", {"plea_date": "2023-11-22"}, "years_since(plea_date) <= 3", T),
        ("a day past the third anniversary", {"plea_date": "2023-11-21"}, "years_since(plea_date) <= 3", F),
        ("a day short of the third anniversary", {"plea_date": "2023-11-23"}, "years_since(plea_date) < 3", T),
        ("the month of the third anniversary", {"plea_date": "2023-11"}, "years_since(plea_date) <= 3", U),
        ("an eighteenth birthday", {"birth_date": "2008-11-22"}, "age < 18", F),
        ("the day before an eighteenth birthday", {"birth_date": "2008-11-23"}, "minor", T),
        ("a year of birth that leaves it open", {"birth_date": "2008"}, "minor", U),
        ("a year of birth that settles it", {"birth_date": "2012"}, "minor", T),
        ("six months ago", {"harm_date": "2026-05-22"}, "months_since(harm_date) == 6", T),
        ("thirty days ago", {"harm_date": "2026-10-23"}, "days_since(harm_date) == 30", T),
        ("a day to come", {"next_court_date": "2026-11-24"}, "days_since(next_court_date) < 0", T),
        ("a day to come", {"next_court_date": "2026-11-24"}, "days_until(next_court_date) == 2", T),
        ("today", {"next_court_date": "2026-11-22"}, "0 <= days_until(next_court_date) <= 14", T),
        ("yesterday", {"next_court_date": "2026-11-21"}, "0 <= days_until(next_court_date) <= 14", F),
        ("two weeks on", {"next_court_date": "2026-12-06"}, "0 <= days_until(next_court_date) <= 14", T),
        ("the day after two weeks", {"next_court_date": "2026-12-07"}, "0 <= days_until(next_court_date) <= 14", F),
        ("some day next month", {"next_court_date": "2026-12"}, "0 <= days_until(next_court_date) <= 14", U),
        ("some day of a far month", {"next_court_date": "2027-03"}, "days_until(next_court_date) <= 14", F),
        ("days between", {"harm_date": "2026-01-01", "plea_date": "2026-03-01"}, "days_between(harm_date, plea_date) == 59", T),
        ("years between", {"birth_date": "2000-02-29", "harm_date": "2021-02-28"}, "years_between(birth_date, harm_date) < 21", F),
        ("years between, one vague", {"birth_date": "2000", "harm_date": "2021-06-01"}, "years_between(birth_date, harm_date) < 21", U),
        ("years between, one not asked", {"birth_date": "2000"}, "years_between(birth_date, harm_date) < 21", U),
    ),
)
def test_a_condition_on_dates_is(outcome, facts, expression, truth):
    assert outcome(expression, **facts).truth is truth


@pytest.mark.parametrize("sign", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize(
    "comparison",
    [
        "next_court_date {} '2027-01-01'",
        "next_court_date {} harm_date",
        "harm_date {} next_court_date",
        "days_until(next_court_date) {} 14",
        "14 {} days_until(next_court_date)",
    ],
)
def test_with_no_such_day_every_comparison_is_false(outcome, comparison, sign):
    assert outcome(comparison.format(sign), next_court_date="none", harm_date="2020").truth is F
    found = outcome(comparison.format(sign), next_court_date="none")
    assert found.truth is F, "whatever the other day is"
    assert found.because == ("next_court_date",)


@pytest.mark.parametrize(
    ("expression", "facts", "because", "still_open"),
    [
        pytest.param("status == 'lpr'", {"status": "lpr", "town": "Danbury"}, ("status",), (), id="one answer, and no other"),
        pytest.param("status == 'lpr'", {}, (), ("status",), id="a fact not asked is open"),
        pytest.param("status == 'lpr'", {"status": "unsure"}, (), ("status",), id="a fact unsure is open"),
        pytest.param("status == 'lpr'", {"status": "declined"}, (), ("status",), id="a fact declined is open"),
        pytest.param("danger_now and detainer", {"danger_now": True, "detainer": True}, ("danger_now", "detainer"), (), id="a true and rests on all"),
        pytest.param("danger_now and detainer", {"danger_now": False, "detainer": True}, ("danger_now",), (), id="a false and rests on what is false"),
        pytest.param("danger_now and detainer", {"danger_now": False}, ("danger_now",), (), id="a false and leaves nothing open"),
        pytest.param("danger_now and detainer", {"danger_now": True}, ("danger_now",), ("detainer",), id="an open and names what would settle it"),
        pytest.param("danger_now and detainer", {}, (), ("danger_now", "detainer"), id="an open and names all that would settle it"),
        pytest.param("danger_now or detainer", {"danger_now": False, "detainer": False}, ("danger_now", "detainer"), (), id="a false or rests on all"),
        pytest.param("danger_now or detainer", {"danger_now": False, "detainer": True}, ("detainer",), (), id="a true or rests on what is true"),
        pytest.param("danger_now or detainer", {"danger_now": True}, ("danger_now",), (), id="a true or leaves nothing open"),
        pytest.param("danger_now or detainer", {"danger_now": False}, ("danger_now",), ("detainer",), id="an open or names what would settle it"),
        pytest.param("not danger_now", {"danger_now": True}, ("danger_now",), (), id="not rests on what it turns around"),
        pytest.param("not (danger_now or detainer)", {"danger_now": False}, ("danger_now",), ("detainer",), id="not leaves open what it turns around"),
        pytest.param(
            "(danger_now or detainer) and missed_court", {"missed_court": False}, ("missed_court",), (), id="what a false part decides, no open part can change"
        ),
        pytest.param("danger_now and danger_now", {}, (), ("danger_now",), id="a fact is named once"),
        pytest.param("harm_date < plea_date", {"harm_date": "2019-05-01"}, ("harm_date",), ("plea_date",), id="a comparison names the day that is missing"),
        pytest.param(
            "plea_date > '2021-10-01'", {"plea_date": "2021"}, ("plea_date",), ("plea_date",), id="a vague day is open: the exact day would settle it"
        ),
        pytest.param("plea_date > '2021-10-01'", {"plea_date": "2022"}, ("plea_date",), (), id="a vague day that settles it is not open"),
        pytest.param("years_since(plea_date) < 3", {"plea_date": "2023"}, ("plea_date",), ("plea_date",), id="a count from a vague day is open"),
        pytest.param("charge_grounds & {'cimt'}", {"charges": ["larceny-sixth"]}, ("charges",), (), id="a derived fact rests on the answers behind it"),
        pytest.param("charge_grounds & {'cimt'}", {}, (), ("charges",), id="a derived fact leaves the answers behind it open"),
        pytest.param(
            "income_percent_fpl <= 125", {"household_size": 2}, ("household_size",), ("monthly_income",), id="a figure names the half that is missing"
        ),
        pytest.param("income_percent_fpl <= 125", {}, (), ("household_size", "monthly_income"), id="a figure names both halves"),
        pytest.param("minor", {"birth_date": "2008"}, ("birth_date",), ("birth_date",), id="a derived condition passes a vague day on"),
        pytest.param("always", {}, (), (), id="always rests on nothing"),
        pytest.param("unknown", {}, (), (), id="what no answer settles is open by no fact"),
    ],
)
def test_what_a_condition_rests_on_and_what_is_open(outcome, expression, facts, because, still_open):
    found = outcome(expression, **facts)
    assert set(found.because) == set(because)
    assert set(found.open) == set(still_open)
    assert len(found.because) == len(set(found.because))
    assert len(found.open) == len(set(found.open))


class TestImplications:
    """What one answer settles about another fact."""

    def test_a_status_means_not_a_known_citizen(self, outcome):
        found = outcome("us_citizen != 'yes'", status="daca")
        assert (found.truth, found.because, found.open) == (T, ("status",), ())

    def test_a_status_leaves_open_whether_a_parent_makes_one_a_citizen(self, outcome):
        found = outcome("us_citizen == 'no'", status="daca")
        assert (found.truth, found.open) == (U, ("us_citizen",))

    def test_without_a_status_nothing_is_settled(self, outcome):
        for person in ({}, {"status": "unsure"}, {"status": "declined"}):
            found = outcome("us_citizen != 'yes'", **person)
            assert (found.truth, found.open) == (U, ("us_citizen",))

    def test_what_the_person_says_wins_over_what_another_answer_implies(self, outcome):
        assert outcome("us_citizen == 'yes'", status="daca", us_citizen="yes").truth is T

    @pytest.mark.parametrize(
        ("facts", "option"),
        [
            pytest.param({"case_stage": "arrested"}, "charged", id="an arrest means charged"),
            pytest.param({"case_stage": "investigated"}, "questioned", id="an investigation means questioned"),
            pytest.param({"case_stage": "sentenced"}, "convicted", id="a sentence means convicted"),
            pytest.param({"custody": "ice-detention"}, "detained", id="held by immigration means detained"),
            pytest.param({"custody": "police"}, "charged", id="held by police means charged"),
            pytest.param({"removal_history": ["hearing-set"]}, "removal", id="a hearing set means removal"),
        ],
    )
    def test_the_situation_has_what_another_answer_says(self, outcome, facts, option):
        found = outcome(f"situation & {{'{option}'}}", **facts)
        assert (found.truth, found.because) == (T, tuple(facts))
        beside = outcome(f"situation & {{'{option}'}}", situation=["harmed"], **facts)
        assert beside.truth is T
        assert set(beside.because) == {"situation", *facts}

    def test_what_the_person_picked_stays_beside_what_is_implied(self, outcome):
        assert outcome("'harmed' in situation", situation=["harmed"], case_stage="arrested").truth is T

    def test_none_of_these_gives_way_to_what_is_implied(self, outcome):
        assert outcome("'none' in situation", situation=["none"], case_stage="arrested").truth is F
        assert outcome("'charged' in situation", situation=["none"], case_stage="arrested").truth is T

    def test_an_implied_part_leaves_the_rest_of_the_situation_open(self, outcome):
        found = outcome("'harmed' in situation", case_stage="arrested")
        assert (found.truth, found.open) == (U, ("situation",))

    @pytest.mark.parametrize("charges", ["none", ["larceny-sixth"], ["53a-999"], ["18 U.S.C. 1542"], "unsure"])
    def test_no_charge_settles_whether_a_case_is_federal_since_whoever_is_in_federal_court_picks_the_same(self, outcome, charges):
        found = outcome("federal_case", charges=charges)
        assert (found.truth, found.open) == (U, ("federal_case",))


@pytest.mark.parametrize("expression", ["charges & {'larceny-third'}", "'larceny-third' in charges"])
@pytest.mark.parametrize(
    ("charges", "truth"),
    [
        pytest.param(["larceny-third"], T, id="that charge"),
        pytest.param(["assault-third"], F, id="another charge"),
        pytest.param(["larceny-third", "53a-999"], T, id="that charge and an unknown statute"),
        pytest.param(["assault-third", "53a-999"], U, id="another charge and an unknown statute"),
        pytest.param("none", F, id="no charge"),
        pytest.param("unsure", U, id="unsure"),
    ],
)
def test_charges_in_a_condition(outcome, expression, charges, truth):
    assert outcome(expression, charges=charges).truth is truth


def test_derived_facts_may_be_asked_alone_and_in_conditions(outcome):
    assert outcome("noncitizen and not minor", us_citizen="no", birth_date="1990").truth is T


def test_a_condition_may_be_asked_again_and_in_any_order(knowledge, as_of, answers):
    person = answers(status="lpr", plea_date="2021", charges=["larceny-sixth", "53a-999"])
    conditions = [rule.when for rule in knowledge.rules.values()]
    forward, backward = Evaluation(person, knowledge, as_of), Evaluation(person, knowledge, as_of)
    first = {condition: forward.outcome(condition) for condition in conditions}
    assert {condition: backward.outcome(condition) for condition in reversed(conditions)} == first
    assert {condition: forward.outcome(condition) for condition in conditions} == first


def test_the_day_everything_is_counted_from_is_the_day_given(knowledge, as_of, answers):
    person = answers(birth_date="2008-11-23")
    assert Evaluation(person, knowledge, as_of).outcome("minor").truth is T
    assert Evaluation(person, knowledge, as_of.replace(day=23)).outcome("minor").truth is F
