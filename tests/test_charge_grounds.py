"""What is said of a charge follows the dates, the sentence and the older cases, for the person and for the advocate; the finding is raised all the same."""

from typing import Any

import pytest
from people import MADE, screened_as, shipped
from released import cut_for, whole

from ctintake.exports.formats import written
from ctintake.show.lines import Words
from ctintake.show.page import lines
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Found, Summary

CHARGED = {"us_citizen": "no", "status": "lpr", "situation": ["charged"], "case_stage": "charged"}
FELONY, MISDEMEANOR, DRUGS = ["larceny-third"], ["larceny-fourth"], ["drug-possession"]

WITHIN = "You were let in less than five years before the day on this charge. A charge like this can count even with one case"
WITHIN_BUT_UNDER_A_YEAR = "The charge allows less than a year in jail, and that can help."
BEYOND = "more than five years after you were let in"
TWO = "You have an older case of a kind that can count together with this one."
A_YEAR = "The jail time named is a year or more."
UNDER_A_YEAR = "The jail time named is less than a year."
BEFORE_THE_ACT = "Your sentence was before a change in Connecticut law in 2021."
AFTER_THE_ACT = "A Connecticut law of 2021 says that a charge like this allows 364 days in jail at most."
ALL = (WITHIN, WITHIN_BUT_UNDER_A_YEAR, BEYOND, TWO, A_YEAR, UNDER_A_YEAR, BEFORE_THE_ACT, AFTER_THE_ACT)


def summary(**facts: Any) -> Summary:
    return compose(screened_as(**(CHARGED | facts)), Making(MADE, "0", include_sensitive=True))


def found(**facts: Any) -> Found:
    (finding,) = [one for one in summary(**facts).findings if one.id == "charge-grounds"]
    return finding


def sentenced(**facts: Any) -> dict[str, Any]:
    return {"situation": ["convicted"], "case_stage": "finished", **facts}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"charges": FELONY}, ()),
        ({"charges": FELONY, "admission_date": "2022-03-01", "offense_date": "2026-06-01"}, (WITHIN,)),
        ({"charges": FELONY, "admission_date": "2021-06-01", "offense_date": "2026-06-01"}, (WITHIN,)),
        ({"charges": FELONY, "admission_date": "2021-05-31", "offense_date": "2026-06-01"}, (BEYOND,)),
        ({"charges": FELONY, "admission_date": "2021", "offense_date": "2026-06-01"}, ()),
        ({"charges": FELONY, "admission_date": "unsure", "offense_date": "2026-06-01"}, ()),
        ({"charges": FELONY, "admission_date": "none", "offense_date": "2026-06-01"}, ()),
        ({"charges": MISDEMEANOR, "admission_date": "2022-03-01", "offense_date": "2026-06-01"}, (WITHIN_BUT_UNDER_A_YEAR, AFTER_THE_ACT)),
        (sentenced(charges=MISDEMEANOR, admission_date="2017-03-01", offense_date="2020-06-01", sentence_date="2021-09-30"), (BEFORE_THE_ACT,)),
        (sentenced(charges=MISDEMEANOR, sentence_date="2021-10-01"), (AFTER_THE_ACT,)),
        (sentenced(charges=MISDEMEANOR, sentence_date="2021"), ()),
        (sentenced(charges=FELONY, sentence_date="2021-10-01"), ()),
        ({"charges": FELONY, "earlier_convictions": ["larceny-fourth"]}, (TWO,)),
        ({"charges": FELONY, "earlier_convictions": "none"}, ()),
        ({"charges": FELONY, "sentence_days": 365}, (A_YEAR,)),
        ({"charges": FELONY, "sentence_days": 364}, (UNDER_A_YEAR,)),
        ({"charges": DRUGS, "sentence_days": 365, "admission_date": "2022-03-01", "offense_date": "2026-06-01"}, (AFTER_THE_ACT,)),
    ],
    ids=[
        "neither dates nor a sentence known", "within five years of admission", "on the fifth anniversary", "a day after the fifth anniversary",
        "a year that may or may not reach it", "not sure of the day of admission", "never let in", "within five years, and under a year at most",
        "sentenced the day before the act", "sentenced the day of the act", "sentenced in the year of the act", "a felony, which the act leaves as it was",
        "an older case of the kind", "no older case", "a year named", "a day less than a year named", "a charge to which none of these lines belongs",
    ],
)  # fmt: skip
def test_what_is_said_of_a_charge_follows_the_dates_the_sentence_and_older_cases(facts: dict[str, Any], said: tuple[str, ...]) -> None:
    finding = found(**facts)
    words = " ".join(one.say for one in finding.mentions)
    assert finding.certainty == "applies"
    assert tuple(one for one in ALL if one in words) == said
    assert all(one.advocate for one in finding.mentions)


def test_an_older_sentence_is_never_told_of_the_364_days_without_the_doubt_that_federal_law_follows() -> None:
    finding = found(**sentenced(charges=MISDEMEANOR, sentence_date="2019-05-01", sentence_days=365))
    (mention,) = [one for one in finding.mentions if BEFORE_THE_ACT in one.say]
    assert "It is not sure that federal law will follow the change" in mention.say
    assert "federal law may ignore the cap or the cut" in mention.advocate
    assert next(law for law in finding.law if law.id == "ct-misdemeanor-364").flag


NEAR = {"charges": FELONY, "admission_date": "2022-03-01", "offense_date": "2026-06-01"}
EXACT = "the offense falls within five years after admission"


def test_the_terminal_gives_the_person_the_plain_words_and_the_advocate_the_exact_ones() -> None:
    to_person = " ".join(line.text for line in lines(summary(**NEAR), Words(shipped()), advocate=False))
    assert WITHIN in to_person
    assert EXACT not in to_person
    assert EXACT in " ".join(line.text for line in lines(summary(**NEAR), Words(shipped()), advocate=True))


@pytest.mark.parametrize("name", ["html", "md"])
def test_pages_hold_them_too(name: str) -> None:
    page = whole(written(name, cut_for("caseworker", summary(**NEAR)).release, shipped())).decode()
    assert "less than five years before the day on this charge" in page
    assert EXACT in page
