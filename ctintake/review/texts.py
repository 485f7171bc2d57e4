"""The texts of the knowledge: every text anyone reads, and of these the ones a person reads, in the order they are read.

Who reads which text is said here once, beside the pages that show it: `show` and `exports` for results, `interview` for questions, `find` for the directory. A
text of a new kind must be put into one of the three lists: `tests/test_review.py` holds them against the records.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from ctintake.knowledge.references import place
from ctintake.model import Entry, FactType, Knowledge, Offence, Question
from ctintake.review.reading import Piece

TO_THE_PERSON: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "questions": (("label", "ask", "look", "help", "why", "skipping", "example"), ("options",)),
        "rules": (("title", "say", "mention.say"), ("do",), ("deadline.label", "deadline.past")),
        "needs": (("means", "call", "call_for_another"),),
        "resources": (("does", "who", "cost", "text"), ("limits", "caution", "why.say")),
        "audiences": (("says",),),
        "authorities": (("flag",),),
        "offences": (("plain_name",),),
        "grounds": (("says", "otherwise", "flag"),),
        "courts": (("note",),),
        "towns": (("note",),),
        "places": (("note",),),
        "sections": (("title", "intro"),),
        "screens": (("text",),),
    }
)
"""The keys whose texts a person reads, kind by kind; those that are read together stand together."""

NOT_TO_THE_PERSON: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "names, of offices, laws, places and what answers a phone": {
            "resources": ("name", "phones.label", "phones.hours", "email", "address"),
            "authorities": ("title", "citation"),
            "offences": ("statute", "name", "class", "also"),
            "grounds": ("name",),
            "courts": (
                "name", "short_name", "address", "city", "zip", "hours", "judicial_district", "docket_prefixes", "public_defender", "phone", "phone_note",
                "public_defender_phone",
            ),
            "towns": ("county", "planning_region", "judicial_district", "villages", "zips", "zips_shared"),
            "jurisdiction": ("name", "version", "official_names"),
            "poverty_guidelines": ("citation",),
        },
        "words for advocates, who read exact terms": {
            "questions": ("ask_for_another",),
            "rules": ("title_for_another", "advocate", "lawyer_asks", "mention.advocate", "deadline.label_for_another", "deadline.past_for_another"),
            "resources": ("note",),
            "offences": ("note", "decisions.citation", "decisions.holding"),
            "grounds": ("citation", "threshold"),
            "screens": ("text_for_another",),
        },
        "what the law says, and what a condition means, for whoever asks why": {
            "authorities": ("says", "deadline"),
            "derived": ("label",),
            "sets": ("says",),
        },
    }
)  # fmt: skip
"""The keys whose texts others read, or anyone as a name: by why they are not measured, kind by kind."""

NOT_SHOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "questions": ("type", "section", "depth", "never_without"),
        "implications": ("when", "fact", "only", "has"),
        "sets": ("members",),
        "derived": ("is",),
        "rules": (
            "when", "urgency", "can_wait", "needs", "law", "names_charges", "needs_if", "mention.when", "mention.law", "deadline.from", "deadline.add",
            "deadline.law", "deadline.when", "deadline.closed",
        ),
        "needs": ("unless", "instead"),
        "resources": (
            "kind", "serves", "area", "audience", "confidence", "takes", "avoid_for", "made_for", "languages", "phones.number", "phones.seen",
            "call_through", "why.when", "url", "sources.url", "sources.seen", "sources.confirms",
        ),
        "audiences": ("when", "unless"),
        "authorities": ("url", "confidence", "seen"),
        "offences": ("categories", "grounds", "level", "confidence", "sources.url", "sources.seen", "sources.confirms"),
        "grounds": ("who", "consequence", "confidence", "reaches"),
        "courts": ("kind", "confidence", "now", "towns", "part_a", "men_held_at", "women_held_at", "boys_held_at", "sources"),
        "towns": ("court", "regions", "confidence", "court_confidence", "sources", "former_courts"),
        "places": ("towns",),
        "poverty_guidelines": ("source", "confidence"),
        "jurisdiction": ("holidays_country", "holidays_subdivision", "general_needs"),
    }
)  # fmt: skip
"""The keys whose texts nobody is shown: ids, conditions, grades, pages read."""

_FOR_ADVOCATES = frozenset({"notice-advocate"})
"""Screens that advocates alone read."""

_KINDS = (*TO_THE_PERSON, "derived", "sets")


def passages(knowledge: Knowledge) -> Iterator[list[Piece]]:
    """Give the texts to a person, those that are read together in one list, in the order they are read."""
    for kind, together in TO_THE_PERSON.items():
        entries: Mapping[str, Entry] = getattr(knowledge, kind)
        found = [
            [Piece(f"{place(knowledge, kind, name)} {key}", text) for key, text in _read_in_context(entry, keys, knowledge)]
            for name, entry in entries.items()
            for keys in together
            if name not in _FOR_ADVOCATES
        ]
        yield from [[piece for pieces in found for piece in pieces]] if kind == "screens" else found


def _read_in_context(entry: Entry, keys: tuple[str, ...], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Give an entry's texts under some keys. What is picked from a list is read after the question, and measured so."""
    for key, text in _texts(entry):
        if text and _is_under(key, keys):
            asked = entry if isinstance(entry, Question) and _is_under(key, ("options",)) else _picking(knowledge) if isinstance(entry, Offence) else None
            yield key, text if asked is None else f"{asked.ask} {asked.help} {text}"


def _is_under(key: str, keys: tuple[str, ...]) -> bool:
    """Tell whether a text's key, such as ``mention 2.say`` or ``options.lpr``, is one of some keys or lies within one."""
    plain = re.sub(r" \d+", "", key)
    return any(plain == one or plain.startswith(f"{one}.") for one in keys)


def _picking(knowledge: Knowledge) -> Question | None:
    """Give the question whose answers are the offences."""
    return next((question for question in knowledge.questions.values() if question.type is FactType.CHARGES), None)


def every_text(knowledge: Knowledge) -> Iterator[Piece]:
    """Give every text of every entry that someone is shown, each with its place and key."""
    for kind in _KINDS:
        entries: Mapping[str, Entry] = getattr(knowledge, kind)
        for name in entries:
            yield from texts_of(kind, name, knowledge)


def texts_of(kind: str, name: str, knowledge: Knowledge) -> Iterator[Piece]:
    """Give every text of one entry that someone is shown."""
    where, hidden = place(knowledge, kind, name), NOT_SHOWN.get(kind, ())
    return (Piece(f"{where} {key}", text) for key, text in _texts(getattr(knowledge, kind)[name]) if not _is_under(key, hidden))


def _texts(entry: object, key: str = "") -> Iterator[tuple[str, str]]:
    match entry:
        case str():
            yield key, entry
        case msgspec.Struct():
            for item in msgspec.structs.fields(entry):
                yield from _texts(getattr(entry, item.name), f"{key}.{item.encode_name}".lstrip("."))
        case dict():
            for inner, value in entry.items():
                yield from _texts(value, f"{key}.{inner}")
        case tuple():
            for at, value in enumerate(entry, start=1):
                yield from _texts(value, f"{key} {at}")
