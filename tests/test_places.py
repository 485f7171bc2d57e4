"""Finding the town or court that is meant."""

import pytest

from ctintake.answers.places import courts_meant, find_court, find_town, town_suggestions
from ctintake.errors import InputError


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        pytest.param("Danbury", "Danbury", id="a name"),
        pytest.param("danbury", "Danbury", id="small letters"),
        pytest.param("  new   HAVEN ", "New Haven", id="capitals and spaces"),
        pytest.param("Storrs", "Mansfield", id="a village"),
        pytest.param("rockville", "Vernon", id="a village in small letters"),
        pytest.param("06810", "Danbury", id="a ZIP code"),
        pytest.param("06510", "New Haven", id="another ZIP code"),
    ],
)
def test_finds_the_town(knowledge, typed, town):
    assert find_town(typed, knowledge) == town


def test_every_town_is_found_by_its_name_even_where_a_village_has_it_too(knowledge):
    assert [find_town(name.upper(), knowledge) for name in knowledge.towns] == list(knowledge.towns)


def test_every_name_that_is_no_town_and_may_mean_several_asks_which(knowledge):
    ambiguous = {name: place for name, place in knowledge.places.items() if name not in knowledge.towns}
    assert ambiguous
    for name, place in ambiguous.items():
        with pytest.raises(InputError) as caught:
            find_town(name, knowledge)
        (problem,) = caught.value.problems
        assert (problem.where, problem.right) == (f"town '{name}'", "give the town")
        assert problem.what == f"may lie in {' or '.join(place.towns)}"


def test_an_ambiguous_place_in_the_words_of_the_message(knowledge):
    with pytest.raises(InputError, match="town 'mystic': may lie in Groton or Stonington\n  give the town"):
        find_town("mystic", knowledge)


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        pytest.param("Danbery", "Danbury", id="one letter wrong"),
        pytest.param("Hartfrod", "Hartford", id="two letters swapped"),
        pytest.param("Storrrs", "Mansfield", id="a misspelled village, by its town"),
    ],
)
def test_a_misspelling_is_asked_back(knowledge, typed, town):
    with pytest.raises(InputError) as caught:
        find_town(typed, knowledge)
    (problem,) = caught.value.problems
    assert problem.what == "there is no such town or village in Connecticut"
    assert problem.right.startswith(f"did you mean {town}")
    assert town_suggestions(typed, knowledge)[0] == town


@pytest.mark.parametrize("typed", ["xyzzy qqqq", "99999"], ids=["like no town", "a ZIP code of elsewhere"])
def test_what_is_like_no_town_is_told_so(knowledge, typed):
    with pytest.raises(InputError, match="there is no such town or village in Connecticut\n  one of the 169 towns of Connecticut, or 'unsure'"):
        find_town(typed, knowledge)


@pytest.mark.parametrize(
    ("typed", "court"),
    [
        pytest.param("ga14", "ga14", id="an id"),
        pytest.param("GA14", "ga14", id="an id in capitals"),
        pytest.param("G.A. 23", "ga23", id="a number as papers print it"),
        pytest.param("ga 3", "ga3", id="a number as people type it"),
        pytest.param("Geographical Area No. 3", "ga3", id="a number in words"),
        pytest.param("G.A. 20", "ga20", id="a closed court's number, still on papers"),
        pytest.param("Superior Court, Geographical Area No. 14 at Hartford", "ga14", id="a full name"),
        pytest.param("danbury", "ga3", id="a city"),
        pytest.param("New Haven", "ga23", id="a city that once had more courts"),
        pytest.param("part-a-hartford", "part-a-hartford", id="a court for the most serious felonies"),
        pytest.param("hartford-immigration-court", "hartford-immigration-court", id="a court that is not criminal"),
    ],
)
def test_finds_the_court(knowledge, typed, court):
    assert find_court(typed, knowledge) == court


def test_every_court_is_found_by_its_id_and_its_name(knowledge):
    assert [find_court(name, knowledge) for name in knowledge.courts] == list(knowledge.courts)
    assert [find_court(court.name, knowledge) for court in knowledge.courts.values()] == list(knowledge.courts)


def test_a_court_that_is_not_there_is_answered_with_the_nearest(knowledge):
    with pytest.raises(InputError) as caught:
        find_court("Litchfield", knowledge)
    (problem,) = caught.value.problems
    assert (problem.where, problem.what) == ("court 'Litchfield'", "there is no such court")
    assert problem.right.startswith("did you mean part-a-litchfield (")


@pytest.mark.parametrize(
    ("typed", "courts"),
    [
        pytest.param("Superior Court Hartford", ["ga14", "part-a-hartford", "juvenile-hartford"], id="words that many courts share, and a city"),
        pytest.param("federal", ["usdc-hartford", "usdc-new-haven", "usdc-bridgeport"], id="a kind of court, not an office of that name"),
        pytest.param("danbury court", ["ga3", "part-a-danbury"], id="a city and a word more"),
        pytest.param("G.A. 6 new haven court", ["ga23"], id="a court that has closed"),
    ],
)
def test_what_may_be_meant_are_courts_that_hear_cases(knowledge, typed, courts):
    assert courts_meant(typed, knowledge)[: len(courts)] == courts


def test_a_slip_in_a_city_still_finds_its_courts(knowledge):
    assert "ga14" in courts_meant("hartfrod", knowledge)


def test_what_is_like_no_court_is_told_what_to_give(knowledge):
    with pytest.raises(InputError, match="there is no such court\n  a court such as ga14, or 'unsure'"):
        find_court("xyzzy", knowledge)


@pytest.mark.parametrize("typed", ["G.A. 99", "ga99"])
def test_a_number_no_court_has_is_not_taken_for_another(knowledge, typed):
    with pytest.raises(InputError, match="there is no such court"):
        find_court(typed, knowledge)
