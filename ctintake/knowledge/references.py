"""Holding the knowledge together: every condition, and every id that one entry says of another.

What is checked here is checked at every start: knowledge that fails is never used. What only a reviewer needs to know (an entry grown old, a word too
hard) belongs to `ctintake check`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from keyword import iskeyword
from string import Formatter, ascii_uppercase
from types import MappingProxyType

from ctintake.conditions.check import Kind, Meaning, check
from ctintake.conditions.syntax import ConditionError, parse
from ctintake.dates import parse_span
from ctintake.errors import Problem, one_of
from ctintake.model import ALWAYS, UNKNOWN, FactType, Knowledge, Question

COMPUTED: Mapping[str, Kind] = MappingProxyType(
    {
        "charge_grounds": Kind.CHOICES,
        "earlier_grounds": Kind.CHOICES,
        "charge_categories": Kind.CHOICES,
        "earlier_categories": Kind.CHOICES,
        "charge_max_days": Kind.NUMBER,
        "income_percent_fpl": Kind.NUMBER,
    }
)
"""The derived facts that need code; `ctintake.derived` works them out."""

_KINDS = {
    FactType.CHOICE: Kind.CHOICE,
    FactType.CHOICES: Kind.CHOICES,
    FactType.YESNO: Kind.CONDITION,
    FactType.INTEGER: Kind.NUMBER,
    FactType.MONEY: Kind.NUMBER,
    FactType.DATE: Kind.DATE,
    FactType.TOWN: Kind.CHOICE,
    FactType.COURT: Kind.CHOICE,
    FactType.CHARGES: Kind.CHOICES,
}

_FACT = re.compile(r"[a-z][a-z0-9_]*")
_NARROWED = (FactType.CHOICE, FactType.YESNO)


def faults(knowledge: Knowledge, screens: Mapping[str, str] = MappingProxyType({})) -> list[Problem]:
    """Give everything in the knowledge that does not hold together; nothing where all is well.

    ``screens`` are the texts as shipped, by id: those that an overlay puts in their place leave the same places to be filled in.
    """
    meanings, problems = _meanings(knowledge)
    for kind, name, key, text in (*expressions(knowledge), *mentioning(knowledge)):
        problems.extend(_condition_faults(knowledge, kind, f"{name}", key, text, meanings))
    problems.extend(_id_faults(knowledge))
    problems.extend(_implication_faults(knowledge))
    problems.extend(_deadline_faults(knowledge))
    problems.extend(_mention_faults(knowledge))
    problems.extend(_calling_faults(knowledge))
    problems.extend(_ground_faults(knowledge))
    problems.extend(_state_faults(knowledge))
    problems.extend(_screen_faults(knowledge, screens))
    problems.extend(_asking_faults(knowledge))
    return problems


def place(knowledge: Knowledge, kind: str, name: str) -> str:
    """Say where an entry stands: its file and heading."""
    return f"{knowledge.files.get((kind, name), kind)} [{name}]"


def _meanings(knowledge: Knowledge) -> tuple[dict[str, Meaning], list[Problem]]:
    """Give what every name stands for. Derived facts may use those before them."""
    problems: list[Problem] = []
    meanings = {name: _fact_meaning(question, knowledge) for name, question in knowledge.questions.items() if question.type in _KINDS}
    computed = {name: Meaning(kind, _computed_options(name, knowledge)) for name, kind in COMPUTED.items()}
    for kind, names in (("sets", knowledge.sets), ("derived", knowledge.derived)):
        for name in names:
            if name in meanings or name in computed or (kind == "derived" and name in knowledge.sets):
                problems.append(Problem(place(knowledge, kind, name), "a fact or set has this name already", "choose another"))
    meanings |= computed
    meanings |= {name: Meaning(Kind.CHOICES, frozenset(entry.members)) for name, entry in knowledge.sets.items()}
    for name, entry in knowledge.derived.items():
        where = place(knowledge, "derived", name)
        try:
            found, meaning = check(parse(entry.expression), meanings, wanted=Kind.NUMBER)
        except ConditionError as fault:
            problems.append(_placed(where, "is", fault.problem))
            continue
        problems.extend(_placed(where, "is", problem) for problem in found)
        if meaning is not None:
            meanings[name] = meaning
            if entry.since is not None and meaning.kind is not Kind.CONDITION:
                problems.append(Problem(where, "since: is for a condition, which is false before that day", "leave it out"))
    return meanings, problems


def _fact_meaning(question: Question, knowledge: Knowledge) -> Meaning:
    options: Iterable[str] = question.options
    if question.type is FactType.TOWN:
        options = knowledge.towns
    elif question.type is FactType.COURT:
        options = knowledge.courts
    elif question.type is FactType.CHARGES:
        options = knowledge.offences
    return Meaning(_KINDS[question.type], frozenset(options))


def _computed_options(name: str, knowledge: Knowledge) -> frozenset[str]:
    if name.endswith("_grounds"):
        return frozenset(knowledge.grounds)
    if name.endswith("_categories"):
        return frozenset(category for offence in knowledge.offences.values() for category in offence.categories)
    return frozenset()


def expressions(knowledge: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    """Give every condition that decides something, with kind, id and key; derived facts, which are expressions of any kind, left out."""
    for name, implication in knowledge.implications.items():
        yield "implications", name, "when", implication.when
    for name, ground in knowledge.grounds.items():
        yield "grounds", name, "reaches", ground.reaches
    for name, audience in knowledge.audiences.items():
        yield "audiences", name, "when", audience.when
        yield "audiences", name, "unless", audience.unless
    for name, wanted in knowledge.needs.items():
        yield "needs", name, "unless", wanted.unless
    for name, resource in knowledge.resources.items():
        yield "resources", name, "takes", resource.takes
        for fact in resource.avoid_for:
            yield "resources", name, "avoid_for", fact
    for name, rule in knowledge.rules.items():
        yield "rules", name, "when", rule.when
        yield "rules", name, "can_wait", rule.can_wait
        for need, condition in rule.needs_if.items():
            yield "rules", name, f"needs_if.{need}", condition
        for at, deadline in enumerate(rule.deadline, start=1):
            yield "rules", name, f"deadline {at} when", deadline.when


def mentioning(knowledge: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    """Give the conditions that choose words alone, of mentions, of an office's reasons, of days that have passed: nothing is asked for their sake."""
    for name, resource in knowledge.resources.items():
        for at, reason in enumerate(resource.why, start=1):
            yield "resources", name, f"why {at} when", reason.when
    for name, rule in knowledge.rules.items():
        for at, mention in enumerate(rule.mention, start=1):
            yield "rules", name, f"mention {at} when", mention.when
        for at, deadline in enumerate(rule.deadline, start=1):
            yield "rules", name, f"deadline {at} closed", deadline.closed


def _condition_faults(knowledge: Knowledge, kind: str, name: str, key: str, text: str, meanings: Mapping[str, Meaning]) -> list[Problem]:
    where = place(knowledge, kind, name)
    try:
        found, _ = check(parse(text), meanings)
    except ConditionError as fault:
        found = [fault.problem]
    return [_placed(where, key, problem) for problem in found]


def _placed(where: str, key: str, problem: Problem) -> Problem:
    return Problem(f"{where} {key}", problem.what, problem.right, problem.text, problem.column)


def _state_faults(knowledge: Knowledge) -> Iterator[Problem]:
    states = [name for kind, name in knowledge.files if kind == "jurisdiction"]
    for name in states[1:]:
        yield Problem(place(knowledge, "jurisdiction", name), "is a second state", f"an overlay may put another [{states[0]}] in its place")


def _screen_faults(knowledge: Knowledge, shipped: Mapping[str, str]) -> Iterator[Problem]:
    """Hold the places in the texts, such as {name}, against those the program fills in."""
    for name, screen in knowledge.screens.items():
        where = place(knowledge, "screens", name)
        if "{" in screen.text_for_another:
            yield Problem(f"{where} text_for_another", "has a place to fill in", "words for another have none: use other words for both")
        if screen.text != shipped.get(name):
            wanted = _places(shipped.get(name, screen.text))
            yield from _place_faults(f"{where} text", screen.text, wanted or set(), wanted or set())


def _asking_faults(knowledge: Knowledge) -> Iterator[Problem]:
    """Hold the places in how others are asked against the one the program fills in: who the question is about."""
    for name, question in knowledge.questions.items():
        yield from _place_faults(f"{place(knowledge, 'questions', name)} ask_for_another", question.ask_for_another, {"person"}, set())


def _place_faults(where: str, text: str, filled: Set[str], needed: Set[str]) -> Iterator[Problem]:
    """Find the places of a text that nothing fills in, those it leaves out, and those that are miswritten."""
    found = _places(text)
    if found is None:
        yield Problem(where, "a place to fill in is miswritten", "places are words in braces: {name}; a brace itself is written twice: {{")
        return
    for strange in sorted(found - filled):
        yield Problem(where, f"nothing fills in {{{strange}}}", f"it has: {', '.join(f'{{{one}}}' for one in sorted(filled)) or 'none'}")
    for missing in sorted(needed - found):
        yield Problem(where, f"leaves out {{{missing}}}", "every place of the shipped text stays")


def _places(text: str) -> set[str] | None:
    """Give the places in a text; None where one holds more than a word, or a brace stands alone."""
    try:
        places = [(name, form, conversion) for _, name, form, conversion in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    if any(form or conversion or not name.isidentifier() for name, form, conversion in places):
        return None
    return {name for name, _, _ in places}


def _id_faults(knowledge: Knowledge) -> Iterator[Problem]:
    """Find every id that names no entry."""

    def unknown(kind: str, name: str, key: str, ids: Iterable[str], there: Mapping[str, object]) -> Iterator[Problem]:
        for wanted in ids:
            if wanted not in there:
                yield Problem(f"{place(knowledge, kind, name)} {key}", f"there is no '{wanted}'", one_of(wanted, list(there)))

    areas = _areas(knowledge)
    for name, question in knowledge.questions.items():
        if not _FACT.fullmatch(name) or iskeyword(name) or name in {ALWAYS, UNKNOWN}:
            right = "small letters, digits and _, beginning with a letter: safe_phone"
            yield Problem(place(knowledge, "questions", name), "cannot be the id of a fact", right)
        yield from unknown("questions", name, "section", [question.section], knowledge.sections)
        yield from unknown("questions", name, "never_without", question.never_without, knowledge.questions)
    for name, rule in knowledge.rules.items():
        yield from unknown("rules", name, "needs", rule.needs, knowledge.needs)
        yield from unknown("rules", name, "needs_if", rule.needs_if, knowledge.needs)
        yield from unknown("rules", name, "law", rule.law, knowledge.authorities)
        yield from unknown("rules", name, "deadline law", [deadline.law for deadline in rule.deadline], knowledge.authorities)
        for at, mention in enumerate(rule.mention, start=1):
            yield from unknown("rules", name, f"mention {at} law", mention.law, knowledge.authorities)
    for name, need in knowledge.needs.items():
        yield from unknown("needs", name, "instead", need.instead, knowledge.needs)
    for name, resource in knowledge.resources.items():
        yield from unknown("resources", name, "serves", resource.serves, knowledge.needs)
        yield from unknown("resources", name, "audience", [resource.audience], knowledge.audiences)
        yield from unknown("resources", name, "area", resource.areas, areas)
    for name, offence in knowledge.offences.items():
        yield from unknown("offences", name, "grounds", offence.grounds, knowledge.grounds)
    for name, town in knowledge.towns.items():
        yield from unknown("towns", name, "court", [town.court, *town.former_courts], knowledge.courts)
    for name, court in knowledge.courts.items():
        held = [one for one in (court.now, court.part_a, court.men_held_at, court.women_held_at, court.boys_held_at) if one]
        yield from unknown("courts", name, "now, part_a or held_at", held, knowledge.courts)
        yield from unknown("courts", name, "towns", court.towns, knowledge.towns)
    for name, spot in knowledge.places.items():
        yield from unknown("places", name, "towns", spot.towns, knowledge.towns)
    state = next(name for kind, name in knowledge.files if kind == "jurisdiction") if knowledge.files else ""
    yield from unknown("jurisdiction", state, "general_needs", knowledge.jurisdiction.general_needs, knowledge.needs)


def _calling_faults(knowledge: Knowledge) -> Iterator[Problem]:
    answering = [name for name, resource in knowledge.resources.items() if resource.phones]
    for name, resource in knowledge.resources.items():
        through, others = resource.call_through, [one for one in answering if one != name]
        if through and through not in others:
            what = f"'{through}' is no other office with a number to call"
            yield Problem(f"{place(knowledge, 'resources', name)} call_through", what, one_of(through, others))


def _ground_faults(knowledge: Knowledge) -> Iterator[Problem]:
    for name, ground in knowledge.grounds.items():
        if ground.reaches != ALWAYS and not ground.otherwise:
            yield Problem(f"{place(knowledge, 'grounds', name)} otherwise", "is missing", "'reaches' needs it: what the ground still means for others")


def _areas(knowledge: Knowledge) -> dict[str, object]:
    """Give every area an office may name: the state, the nation, towns, their counties and regions, and other states by their two letters."""
    states = {f"state:{one}{other}" for one in ascii_uppercase for other in ascii_uppercase}
    towns = knowledge.towns.values()
    parts = {f"county:{town.county}" for town in towns} | {f"region:{region}" for town in towns for region in town.regions}
    return dict.fromkeys(("statewide", "national", *knowledge.towns, *sorted(parts), *sorted(states)))


def _implication_faults(knowledge: Knowledge) -> Iterator[Problem]:
    for name, implication in knowledge.implications.items():
        where = place(knowledge, "implications", name)
        question = knowledge.questions.get(implication.fact)
        if question is None:
            yield Problem(f"{where} fact", f"there is no fact '{implication.fact}'", one_of(implication.fact, list(knowledge.questions)))
            continue
        offered = ["yes", "no"] if question.type is FactType.YESNO else list(question.options)
        for key, options, wanted in (("only", implication.only, _NARROWED), ("has", implication.has, (FactType.CHOICES,))):
            if options and question.type not in wanted:
                yield Problem(f"{where} {key}", f"'{implication.fact}' is of type {question.type}", f"'{key}' is for facts of type {' or '.join(wanted)}")
            for option in options:
                if option not in offered:
                    yield Problem(f"{where} {key}", f"'{implication.fact}' has no option '{option}'", one_of(option, offered))


def _deadline_faults(knowledge: Knowledge) -> Iterator[Problem]:
    dates = [name for name, question in knowledge.questions.items() if question.type is FactType.DATE]
    for name, rule in knowledge.rules.items():
        for deadline in rule.deadline:
            where = f"{place(knowledge, 'rules', name)} deadline"
            if deadline.start not in dates:
                yield Problem(where, f"from: '{deadline.start}' is no date fact", one_of(deadline.start, dates))
            try:
                parse_span(deadline.add)
            except ValueError:
                yield Problem(where, f"add: '{deadline.add}' is no length of time", "write it as '2 years', '6 months', '30 days' or '5 business days'")


def _mention_faults(knowledge: Knowledge) -> Iterator[Problem]:
    for name, rule in knowledge.rules.items():
        for at, mention in enumerate(rule.mention, start=1):
            if not (mention.say.strip() or mention.advocate.strip()):
                right = 'say = "...", to the person, or advocate = "...", in exact terms'
                yield Problem(f"{place(knowledge, 'rules', name)} mention {at}", "says nothing to anyone", right)
