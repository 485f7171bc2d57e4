"""Whether a value has the form that answers to its fact have: texts, figures, lists. What it says is the business of `reading`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ctintake.answers.values import Unanswered
from ctintake.errors import Problem, quoted
from ctintake.model import FactType, Knowledge

_WITHHELD = {answer.value for answer in Unanswered}

_FORMS: Mapping[FactType, tuple[tuple[type, ...], str]] = {
    FactType.CHOICE: ((str,), "one option, as a text"),
    FactType.CHOICES: ((list,), "a list of options"),
    FactType.YESNO: ((bool,), "true or false"),
    FactType.INTEGER: ((int, float), "a whole number"),
    FactType.MONEY: ((int, float), "an amount, in figures alone"),
    FactType.DATE: ((date, str), "a day such as 2019-05-14"),
    FactType.TOWN: ((str,), "a town, as a text"),
    FactType.COURT: ((str,), "a court, as a text"),
    FactType.CHARGES: ((list, str), "a list of charges, or 'none'"),
    FactType.TEXT: ((str,), "a text"),
}

_ANY = ((str, bool, int, float, date, list), "a text, true or false, a figure, a day or a list of texts")


def misshapen(answers: Mapping[str, Any], where: str, knowledge: Knowledge | None) -> Iterator[Problem]:
    """Find the answers of another form than their fact has; one of a fact that is not known must be a plain value, or a list of texts."""
    for fact, value in answers.items():
        question = knowledge.questions.get(fact) if knowledge is not None else None
        forms, right = _FORMS[question.type] if question is not None else _ANY
        if not (_is_plain(value) and (_is_of(value, forms) or (isinstance(value, str) and value in _WITHHELD))):
            yield Problem(f"{where} {quoted(fact)}", f"is of the wrong form: {quoted(value)}", f"{right}; or 'unsure' or 'declined'")


def _is_plain(value: object) -> bool:
    return all(isinstance(part, str) for part in value) if isinstance(value, list) else isinstance(value, str | int | float | date)


def _is_of(value: object, forms: tuple[type, ...]) -> bool:
    """Tell whether a value is of one of these forms; true and false are no figures."""
    return isinstance(value, forms) and (bool in forms or not isinstance(value, bool))
