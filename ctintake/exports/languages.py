"""The person's page in their own language with the English beside it, from gettext catalogues: `languages/es.mo` in the knowledge folder or an overlay.

What is looked up is the English text as it stands in the summary or the knowledge, whole, or else its longest runs of sentences where all are known. What
the catalogue lacks stays in English. Names, numbers, addresses and citations are never looked up. Never prints.
"""

import dataclasses
import re
import string
import struct
import unicodedata
from calendar import day_name, month_name
from collections.abc import Callable, Iterable, Iterator
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, structs

from ctintake.answers.values import Answer, Answers
from ctintake.errors import InputError
from ctintake.exports.cleaning import harmless, one_line
from ctintake.exports.given import given_text
from ctintake.exports.release import Catalogue
from ctintake.interpreting import asking
from ctintake.model import Knowledge
from ctintake.opening import open_entry
from ctintake.referrals import LANGUAGE
from ctintake.summary import records
from ctintake.summary.records import Summary

FOLDER = "languages"
"""Where a knowledge folder has its catalogues."""

_MOST_BYTES = 10_000_000
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_DAY = re.compile(rf"(?:(?P<weekday>{'|'.join(day_name)}), )?(?P<month>{'|'.join(month_name[1:])})(?: (?P<day>\d{{1,2}}),)? (?P<year>\d{{4}})")

_SAID: dict[type[Struct], tuple[str, ...]] = {
    records.Notice: ("text", "applies", "may_apply"),
    records.Telephone: ("hours",),
    records.NextCall: ("hours",),
    records.Call: ("hours", "say", "caution", "limits", "aged"),
    records.GroundNamed: ("says",),
    records.Mentioned: ("say",),
    records.Law: ("flag", "aged"),
    records.Found: ("title", "say", "do"),
    records.LastDay: ("title", "label", "counted", "passed_note"),
    records.Referred: ("cost", "limits", "caution", "aged"),
}
"""What is said in words to the person, by record. All else in a summary is a name, a number, a day, or for the lawyer."""

Part = TypeVar("Part")
English = dict[str, str]
"""The English of what a page says in another language."""


def spoken_by(summary: Summary) -> str:
    """Give the code of the person's language; the summary's own where that was not said."""
    return given_text(summary, LANGUAGE) or summary.language


def is_code(language: str) -> bool:
    """Tell whether an option names a language as programs know it (RFC 5646): "other" names none."""
    return _CODE.fullmatch(language) is not None


class Speaks(Struct, frozen=True, kw_only=True):
    """What to say, or show, to get an interpreter: in the person's language, whose code is empty where nobody named it, and in English."""

    code: str
    own: str
    english: str


def speaks(summary: Summary, knowledge: Knowledge, *, to_helper: bool) -> Speaks | None:
    """Give what gets an interpreter, in the words for the person or for a helper; None where the person's language is the summary's."""
    language = spoken_by(summary)
    if language == summary.language:
        return None
    said = asking(Answers({LANGUAGE: Answer(language)}), knowledge)
    if said is None:
        name = knowledge.questions[LANGUAGE].options.get(language, language)
        return Speaks(code="", own="", english=knowledge.text("export-speaks").format(language=name))
    if to_helper:
        return Speaks(code="", own="", english=said.for_another)
    return Speaks(code=language, own=said.own, english=said.english) if is_code(language) else Speaks(code="", own="", english=said.english)


def english_name(label: str) -> str:
    """Give a language's name in English, which stands in brackets after its own.

    >>> english_name("Español (Spanish)"), english_name("English")
    ('Spanish', 'English')
    """
    return label.partition(" (")[2].rstrip(")") or label


def catalogue(summary: Summary, folders: Iterable[Path]) -> Catalogue | None:
    """Read the words of the person's language, of which those of a later folder win; None where it is the summary's, or no folder has it.

    Raises InputError where a file is no catalogue.
    """
    code = spoken_by(summary)
    if code == summary.language or not is_code(code):
        return None
    found: NullTranslations | None = None
    for folder in folders:
        path = folder / FOLDER / f"{code}.mo"
        if path.is_file():
            later = _read(path)
            if found is not None:
                later.add_fallback(found)
            found = later
    return Catalogue(code, found.gettext) if found is not None else None


def _read(path: Path) -> GNUTranslations:
    try:
        return GNUTranslations(BytesIO(open_entry(path, _MOST_BYTES)))
    except (OSError, ValueError, LookupError, struct.error):  # an unknown charset is a LookupError
        raise InputError.of(str(path), "is no catalogue of gettext", "make it again from its .po file") from None


def translated(summary: Summary, knowledge: Knowledge, words: Catalogue) -> tuple[Summary, Knowledge]:
    """Give a summary, and the knowledge with the words around it, as far as the catalogue has them."""

    def say(text: str) -> str:
        said = harmless(_looked_up(text, words.words))
        return said if _fills_in_alike(said, text) else text

    screens = {name: structs.replace(screen, text=say(screen.text)) for name, screen in knowledge.screens.items()}
    questions = {name: structs.replace(question, label=say(question.label)) for name, question in knowledge.questions.items()}
    forms = _forms({screen.text: screens[name].text for name, screen in knowledge.screens.items()})

    def say_filled(text: str) -> str:
        said = say(text)
        return said if said != text else _filled(text, forms, say)

    return _told(summary, say_filled), dataclasses.replace(knowledge, screens=screens, questions=questions)


class _Form(Struct, frozen=True):
    """Words with places that the program had filled in when the summary was made, as a pattern, and the same words in the other language."""

    pattern: re.Pattern[str]
    said: str


def _forms(screens: dict[str, str]) -> list[_Form]:
    """Give the forms that the catalogue has words for, those with the most words of their own first: others may fit the same text by chance."""
    known = [(text, said) for text, said in screens.items() if said != text and _places(text)]
    parts = [(list(string.Formatter().parse(text)), said) for text, said in known]
    parts.sort(key=lambda one: -sum(len(literal) for literal, *_ in one[0]))
    return [_Form(re.compile("".join(_pattern(text))), said) for text, said in parts]


def _pattern(text: Iterable[tuple[str, str | None, str | None, str | None]]) -> Iterator[str]:
    """Give the pattern of words with places, piece by piece; a place that comes again holds the same again."""
    met: set[str] = set()
    for literal, name, *_ in text:
        yield re.escape(literal)
        if name:
            yield f"(?P={name})" if name in met else f"(?P<{name}>.+)"
            met.add(name)


def _filled(text: str, forms: Iterable[_Form], say: Callable[[str], str]) -> str:
    """Give the words for a text that the program had filled in, such as how a day was counted; the text itself where it is none."""
    for form in forms:
        found = form.pattern.fullmatch(text)
        if found is not None:
            return form.said.format(**{name: _inside_words(part, say) for name, part in found.groupdict().items()})
    return text


def _inside_words(part: str, say: Callable[[str], str]) -> str:
    """Give the words for what stands inside a sentence: as it is or, where that is not known, as it stands alone, with a capital."""
    said = say(part)
    if said != part:
        return said
    alone = part[:1].upper() + part[1:]
    told = say(alone)
    return told[:1].lower() + told[1:] if told != alone else part


def _fills_in_alike(said: str, text: str) -> bool:
    """Tell whether the program can fill in the same in both: words that would fill in anything else, or have a brace of their own, cannot be used."""
    try:
        return _places(said) == _places(text)
    except ValueError:
        return False


def _places(text: str) -> list[tuple[str, str, str]]:
    """Give each place that the program fills in: its name, how it is laid out, how it is converted. Raises ValueError where a brace stands alone."""
    return sorted((name, layout or "", conversion or "") for _, name, layout, conversion in string.Formatter().parse(text) if name is not None)


def _looked_up(text: str, words: Callable[[str], str]) -> str:
    """Give the words for a text: as it stands, without what surrounds it, on one line, or sentence by sentence."""
    if not text.strip():
        return text  # what stands under no text at all is the catalogue's own header
    for known in (text, text.strip(), one_line(text)):
        if (found := words(known)) != known:
            return found
    return _by_sentences(_SENTENCE.split(text.strip()), words) or text


def _by_sentences(sentences: list[str], words: Callable[[str], str]) -> str:
    """Give the words for the longest known runs of sentences, one after another; nothing where one sentence is not known."""
    said: list[str] = []
    at = 0
    while at < len(sentences):
        for end in range(len(sentences), at, -1):
            run = " ".join(sentences[at:end])
            if (found := words(run)) != run:
                said.append(found)
                at = end
                break
        else:
            return ""
    return " ".join(said)


def _told(value: Part, say: Callable[[str], str]) -> Part:
    """Give a record with what it says in other words, and so each record inside it."""
    if isinstance(value, tuple):
        return tuple(_told(one, say) for one in value)  # type: ignore[return-value] # a tuple of the same
    if not isinstance(value, Struct):
        return value
    said = _SAID.get(type(value), ())
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    return structs.replace(value, **{name: _each(inner, say) if name in said else _told(inner, say) for name, inner in fields.items()})


def _each(value: Any, say: Callable[[str], str]) -> Any:  # noqa: ANN401 - a text, or a tuple of texts
    return say(value) if isinstance(value, str) else tuple(map(say, value))


# Both languages on one page.


def beside(theirs: Part, english: Part, knowledge: Knowledge, words: Catalogue) -> tuple[Part, English]:
    """Give a page with its days written as its language does, and the English of each of its texts that is not the same.

    Both are one kind of page made of one summary; ``knowledge`` is the translated one.
    """
    dated = _dating(knowledge, words)

    def days(their: Any, our: Any) -> Any:  # noqa: ANN401 - a page, or any part of one
        if isinstance(their, str):
            return their if their == our else dated(their)
        if isinstance(their, tuple):
            whole = our if len(our) == len(their) else (None,) * len(their)
            return tuple(map(days, their, whole))
        if isinstance(their, Struct):
            return structs.replace(their, **{name: days(getattr(their, name), getattr(our, name, None)) for name in their.__struct_fields__})
        return their

    page = days(theirs, english)
    return page, {their: our for their, our in _pairs(page, english) if their != our}


def _pairs(theirs: Any, english: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - pages, or any parts of them
    if isinstance(theirs, str):
        yield theirs, english
    elif isinstance(theirs, tuple) and len(theirs) == len(english):
        for their, our in zip(theirs, english, strict=True):
            yield from _pairs(their, our)
    elif isinstance(theirs, tuple) and theirs:
        yield theirs[-1], " ".join(english)  # another number of paragraphs: the English stands once, under the last
    elif isinstance(theirs, Struct):
        for name in theirs.__struct_fields__:
            yield from _pairs(getattr(theirs, name), getattr(english, name))


def _dating(knowledge: Knowledge, words: Catalogue) -> Callable[[str], str]:
    """Give what writes the days in a text as the language does, by the pattern among the knowledge's words and the catalogue's own names of days and months."""

    def day(found: re.Match[str]) -> str:
        parts = {name: words.words(part) if part and name in {"weekday", "month"} else part for name, part in found.groupdict().items()}
        return knowledge.text("date-spoken" if parts["weekday"] else "date-written" if parts["day"] else "date-month").format(**parts)

    return lambda text: _DAY.sub(day, text)


def runs_right_to_left(texts: Iterable[str]) -> bool:
    """Tell whether words are read from the right, as the first letter of any of them shows.

    >>> runs_right_to_left(["Hartford", "اتصل بـ Hartford"]), runs_right_to_left(["Llame a Hartford"])
    (True, False)
    """
    kinds = ((unicodedata.bidirectional(letter) for letter in text) for text in texts)
    return any(next((kind for kind in of_text if kind in {"L", "R", "AL"}), "L") != "L" for of_text in kinds)
