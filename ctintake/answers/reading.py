"""Turning what was typed or filed into an answer's value, and back; with an error that says what would be right.

One reading serves profiles, flags and the interview: whatever is accepted in one is accepted in all.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from msgspec import Struct

from ctintake.answers.charges import find_charge
from ctintake.answers.places import find_court, find_town
from ctintake.answers.values import NOTHING, Given, Nothing, Unanswered, Value
from ctintake.dates import VagueDate, parse_date
from ctintake.errors import InputError, Problem, one_of, quoted
from ctintake.model import FactType, Knowledge, Question

_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_FIGURE = re.compile(r"\$?\s*-?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?")
"""A comma parts thousands only: "1900,50", as much of the world writes it, is not 190050."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


_MOST_CHARACTERS = 500
_MOST_PARTS = 200
_LISTS = (FactType.CHOICES, FactType.CHARGES)


class _Asked(Struct, frozen=True):
    """What a value is read for: the fact and its question, with the towns, courts and charges there are, and the day that counts as today."""

    fact: str
    question: Question
    knowledge: Knowledge
    as_of: date


def read_value(fact: str, raw: object, knowledge: Knowledge, as_of: date) -> Value:
    """Read one value of a fact, from TOML or from typed text.

    ``as_of`` is the day that "cannot lie in the future" is measured from. Raises InputError with the fact, what was found and what would be right.
    """
    question = knowledge.questions[fact]
    if isinstance(raw, str):
        raw = _normal(raw, question.type)
        if raw.lower() in {"unsure", "declined"}:
            return Unanswered(raw.lower())
        if raw == "":
            raise InputError.of(fact, "is empty", "leave the line out, or write 'unsure' or 'declined'")
    if isinstance(raw, str) and len(raw) > _MOST_CHARACTERS and question.type not in _LISTS:
        raise InputError.of(fact, f"is too long ({len(raw)} characters)", f"at most {_MOST_CHARACTERS} characters")
    return _READERS[question.type](_Asked(fact, question, knowledge, as_of), raw)


def _normal(raw: str, kind: FactType) -> str:
    """Write typed text as other programs would: é as one character, however it was typed; digits and letters of full width as the usual ones."""
    if raw.isascii():
        return raw.strip()
    import unicodedata

    return unicodedata.normalize("NFC" if kind is FactType.TEXT else "NFKC", raw).strip()


def plain(value: Value) -> object:
    """Give a value as TOML and JSON can hold it: the reverse of `read_value`."""
    if isinstance(value, VagueDate):
        return value.earliest if value.is_exact else str(value)
    if isinstance(value, Unanswered | Nothing):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _found(raw: object) -> str:
    if isinstance(raw, bool):
        return str(raw).lower()
    return raw.isoformat() if isinstance(raw, date | time) else quoted(raw)


def _choice(asked: _Asked, raw: object) -> Given:
    if not isinstance(raw, str):
        raise InputError.of(asked.fact, f"takes one option, not {_found(raw)}", one_of("", list(asked.question.options)))
    return _option(asked, raw)


def _option(asked: _Asked, raw: object) -> str:
    wanted = str(raw).strip().lower().replace(" ", "-").replace("_", "-")
    if wanted in asked.question.options:
        return wanted
    by_label = {label.casefold(): option for option, label in asked.question.options.items()}
    if str(raw).casefold() in by_label:
        return by_label[str(raw).casefold()]
    raise InputError.of(asked.fact, f"has no option {_found(raw)}", one_of(str(raw), list(asked.question.options)))


def _several(raw: object, fact: str, of: str) -> list[str]:
    if isinstance(raw, str):
        raw = [part for part in raw.split(",") if part.strip()]
    if not isinstance(raw, list | tuple) or not all(isinstance(part, str) for part in raw):
        raise InputError.of(fact, f"takes a list of {of}, not {_found(raw)}", "write it as a list of texts")
    if len(raw) > _MOST_PARTS:
        raise InputError.of(fact, f"names too many {of} ({len(raw)})", f"at most {_MOST_PARTS}")
    parts = [_normal(part, FactType.CHARGES) for part in raw]
    if any(len(part) > _MOST_CHARACTERS for part in parts):
        raise InputError.of(fact, "has a part that is too long", f"at most {_MOST_CHARACTERS} characters each")
    return parts


def _choices(asked: _Asked, raw: object) -> Given:
    parts = _several(raw, asked.fact, "options")
    if not parts:
        raise InputError.of(asked.fact, "is an empty list", "give at least one option" + (", or 'none'" if "none" in asked.question.options else ""))
    chosen = list(dict.fromkeys(_option(asked, part) for part in parts))
    if "none" in chosen and len(chosen) > 1:
        others = ", ".join(option for option in chosen if option != "none")
        raise InputError.of(asked.fact, f"has 'none' together with {others}", "'none' stands alone: leave it out, or leave the others out")
    return tuple(option for option in asked.question.options if option in chosen)


def _yesno(asked: _Asked, raw: object) -> Given:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in _YES:
        return _YES[raw.lower()]
    raise InputError.of(asked.fact, f"takes yes or no, not {_found(raw)}", "write true or false in a file; yes or no as a flag; or 'unsure' or 'declined'")


def _number(asked: _Asked, raw: object) -> Given:
    whole = asked.question.type is FactType.INTEGER
    kind = "a whole number" if whole else "an amount of dollars"
    number = _figure(raw)
    if number is None or (whole and number != int(number)):
        raise InputError.of(asked.fact, f"takes {kind}, not {_found(raw)}", "digits only, for example 2" if whole else "digits only, for example 1900")
    if asked.question.least is not None and number < asked.question.least:
        raise InputError.of(asked.fact, f"cannot be less than {asked.question.least}: {_found(raw)}", f"give {kind} of at least {asked.question.least}")
    if asked.question.most is not None and number > asked.question.most:
        raise InputError.of(asked.fact, f"cannot be more than {asked.question.most}: {_found(raw)}", f"give {kind} of at most {asked.question.most}")
    return int(number) if number == int(number) else number


def _figure(raw: object) -> float | None:
    """Read a finite number from TOML or from text such as ``$1,900``; None where it is no number."""
    if isinstance(raw, str):
        return float(raw.lstrip("$ ").replace(",", "")) if _FIGURE.fullmatch(raw) else None
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not abs(raw) < 1e12:
        return None
    return float(raw)


def _date(asked: _Asked, raw: object) -> Given:
    if isinstance(raw, str) and raw.lower() == "none":
        if asked.question.allows_none:
            return NOTHING
        raise InputError.of(asked.fact, "cannot be 'none'", "give a date, 'unsure' or 'declined'")
    if isinstance(raw, datetime):
        raw = raw.date()
    day = VagueDate.exact(raw) if isinstance(raw, date) else _written_date(asked.fact, raw)
    if not 1900 <= day.earliest.year <= 2200:
        raise InputError.of(asked.fact, f"is no likely year: {_found(raw)}", _DATE_FORMS)
    if not asked.question.future and day.earliest > asked.as_of:
        raise InputError.of(asked.fact, f"cannot lie in the future: {day}", f"a day up to {asked.as_of.isoformat()}")
    if not asked.question.past and day.latest < asked.as_of:
        raise InputError.of(asked.fact, f"cannot lie in the past: {day}", f"a day from {asked.as_of.isoformat()} on")
    return day


_DATE_FORMS = "write it as 2019, 2019-05, 2019-05-14, May 2019 or 5/14/2019"


def _written_date(fact: str, raw: object) -> VagueDate:
    text = raw if isinstance(raw, str) else f"{raw:04d}" if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 9999 else ""
    try:
        if slashed := _SLASHED.fullmatch(text):
            return VagueDate.exact(date(int(slashed[3]), int(slashed[1]), int(slashed[2])))
        return _spoken_date(text) or parse_date(text)
    except ValueError:
        raise InputError.of(fact, f"is no date: {_found(raw)}", _DATE_FORMS) from None


def _spoken_date(text: str) -> VagueDate | None:
    """Read ``May 2019`` and ``May 14, 2019``; None for other forms."""
    words = text.lower().replace(",", " ").split()
    if len(words) not in {2, 3} or len(words[0]) < 3:
        return None
    month = next((at for at, name in enumerate(_MONTHS, start=1) if name.startswith(words[0].rstrip("."))), None)
    if month is None:
        return None
    return parse_date(f"{words[-1]}-{month}" + (f"-{words[1]}" if len(words) == 3 else ""))


def _town(asked: _Asked, raw: object) -> Given:
    return find_town(_words(asked.fact, raw), asked.knowledge)


def _court(asked: _Asked, raw: object) -> Given:
    return find_court(_words(asked.fact, raw), asked.knowledge)


def _words(fact: str, raw: object) -> str:
    if not isinstance(raw, str):
        raise InputError.of(fact, f"takes a name, not {_found(raw)}", "write it as a text")
    return raw


def _charges(asked: _Asked, raw: object) -> Given:
    parts = ["none" if part.lower() == "none" else part for part in _several(raw, asked.fact, "charges")]
    if parts == ["none"]:
        return NOTHING
    if not parts:
        raise InputError.of(asked.fact, "is an empty list", "give at least one charge, or 'none'")
    if "none" in parts:
        raise InputError.of(asked.fact, "has 'none' together with a charge", "'none' stands alone: leave it out, or leave the charges out")
    problems: list[Problem] = []
    found: list[str] = []
    for part in parts:
        try:
            found.append(find_charge(part, asked.knowledge.offences))
        except InputError as fault:
            problems.extend(fault.problems)
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(found))


def _text(asked: _Asked, raw: object) -> Given:
    text = _words(asked.fact, raw)
    if _CONTROLS.search(text):
        raise InputError.of(asked.fact, "has control characters in it", "plain text only")
    return text


_READERS: Mapping[FactType, Callable[[_Asked, object], Given]] = {
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
    FactType.YESNO: _yesno,
    FactType.INTEGER: _number,
    FactType.MONEY: _number,
    FactType.DATE: _date,
    FactType.TOWN: _town,
    FactType.COURT: _court,
    FactType.CHARGES: _charges,
    FactType.TEXT: _text,
}
