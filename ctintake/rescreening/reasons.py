"""Why a thing changed, for each of what can differ between two screenings: the knowledge, the answers, the day.

Each looks at one of them alone: the other two are the same on both sides of its step.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ctintake.conditions.syntax import parse
from ctintake.conditions.words import facts_of
from ctintake.deadlines import Due
from ctintake.evaluation import Facts
from ctintake.findings import in_force, of_the_day
from ctintake.model import Authority, Deadline, Entry, FactType, Knowledge, Rule
from ctintake.readers import is_labeled, label, reader_of
from ctintake.rescreening.records import Cause, ChangedAnswer
from ctintake.rescreening.steps import Causes
from ctintake.rescreening.things import Thing, standing
from ctintake.screening import Screening
from ctintake.summary.composing import cited, digest
from ctintake.summary.records import Program, Versions


def _cause(knowledge: Knowledge, kind: str, name: str, screen: str, /, **values: object) -> Cause:
    return Cause(kind=kind, id=name, words=knowledge.text(f"rescreen-{screen}").format(**values))


def _label(fact: str, knowledge: Knowledge) -> str:
    return knowledge.questions[fact].label


def _behind(name: str, screening: Screening) -> Facts:
    """Give the facts a finding rests on or hangs on, those its mentions rest on, or that rule it out."""
    found = [one.because + one.open + tuple(fact for mentioned in one.mentions for fact in mentioned.because) for one in screening.findings if one.id == name]
    blocked = [one.by for one in screening.blocked if one.id == name]
    return next(iter(found + blocked), ())


def _against(resource: str, screening: Screening) -> Facts:
    """Give the facts by which an office is left out."""
    return next((one.by for one in screening.left_out if one.resource == resource), ())


def _written(deadline: Thing, knowledge: Knowledge) -> list[Deadline]:
    """Give how a deadline is written in the knowledge."""
    return [one for one in knowledge.rules[deadline.id].deadline if is_labeled(one, deadline.title)]


def _of_deadline(deadline: Thing, knowledge: Knowledge) -> Facts:
    """Give the date a deadline is counted from, and the facts on which it is counted at all."""
    return tuple(fact for one in _written(deadline, knowledge) for fact in (one.start, *facts_of(parse(one.when).tree, knowledge)))


@dataclass(frozen=True)
class ByContent:
    """The knowledge differs from that of the old summary: an entry was added, taken out or rewritten.

    ``unseen`` are the answers that the old summary left out: they may have differed as well. ``screening`` is of the old answers under today's knowledge.
    """

    program: Program
    version: str
    versions: Versions | None
    screening: Screening
    unseen: Facts

    @property
    def _knowledge(self) -> Knowledge:
        return self.screening.knowledge

    def of_finding(self, name: str, *, moved: bool) -> Causes:
        """Name the rule; where that is as it was, the authorities it cites and, where they cannot alone have moved it, what else may have."""
        rule = self._entries("rule", [name], self.versions.rules, self._knowledge.rules) if self.versions else []
        law = self._law(name) if not rule else []
        enough = rule or (law and not moved)
        return rule + law + ([] if enough else self._rest(_behind(name, self.screening)))

    def _law(self, name: str) -> Causes:
        rule = self._knowledge.rules.get(name)
        return self._entries("authority", cited(rule), self.versions.authorities, self._knowledge.authorities) if self.versions and rule else []

    def of_deadline(self, deadline: Thing) -> Causes:
        """Name what changed its finding's rule: a deadline is a part of that."""
        return self.of_finding(deadline.id, moved=True)

    def of_office(self, name: str) -> Causes:
        """Name the office where its entry is another or gone (of one not named before no digest was kept), or the answers not seen by which it is left out."""
        known = self.versions is not None and name in self.versions.resources
        found = self._entries("office", [name], self.versions.resources, self._knowledge.resources) if self.versions and known else []
        against = tuple(fact for fact in _against(name, self.screening) if fact in self.unseen)
        return found or (self._rest(against) if against else [])

    def otherwise(self) -> Causes:
        """Name the knowledge as a whole, or what else there is."""
        return self._rest(self.unseen)

    def _rest(self, facts: Facts) -> Causes:
        """Name the knowledge as a whole and the answers not seen among the facts; where the knowledge is the very same, those answers, or the program."""
        if self.program.digest != self._knowledge.digest:
            return [self._whole(), *self._not_seen(facts)]
        return self._not_seen(facts) or self._not_seen(self.unseen) or [self._program() if self.program.version != self.version else self._whole()]

    def _entries(self, kind: str, names: Iterable[str], old: Mapping[str, str], entries: Mapping[str, Entry]) -> Causes:
        """Hold entries against the digests kept of them: those that are new, gone or rewritten."""
        found = {name: self._fate(name, old, entries) for name in dict.fromkeys(names)}
        return [_cause(self._knowledge, kind, name, f"{kind}-{fate}", name=_called(name, entries)) for name, fate in found.items() if fate]

    def _fate(self, name: str, old: Mapping[str, str], entries: Mapping[str, Entry]) -> str:
        if name not in entries:
            return "removed"
        if name not in old:
            return "new"
        return "" if old[name] == digest(entries[name]) else "changed"

    def _whole(self) -> Cause:
        old, new = self.program.knowledge_version, self._knowledge.jurisdiction.version
        if old == new:
            old, new = f"{old}, {self.program.digest}", f"{new}, {self._knowledge.digest}"
        return _cause(self._knowledge, "knowledge", "", "knowledge", old=old, new=new)

    def _program(self) -> Cause:
        return _cause(self._knowledge, "program", "", "program", old=self.program.version, new=self.version)

    def _not_seen(self, facts: Facts) -> Causes:
        named = [fact for fact in facts if fact in self.unseen]
        return [_cause(self._knowledge, "answer", fact, "answer-unseen", label=_label(fact, self._knowledge)) for fact in named]


def _called(name: str, entries: Mapping[str, Entry]) -> str:
    """Give what people call an entry: an authority's citation, an office's name; else its id."""
    entry = entries.get(name)
    return str(getattr(entry, "citation", None) or getattr(entry, "name", None) or name)


@dataclass(frozen=True)
class ByAnswers:
    """Some answers differ: named where they lie behind what changed."""

    changed: tuple[ChangedAnswer, ...]
    before: Screening
    after: Screening

    def of_finding(self, name: str, *, moved: bool) -> Causes:  # noqa: ARG002 - its words hang on the same answers
        """Name the changed answers that it rests on, hangs on, or is ruled out by."""
        return self._among(_behind(name, self.before) + _behind(name, self.after))

    def of_deadline(self, deadline: Thing) -> Causes:
        """Name the day it is counted from, if that was changed, and the facts on which it is counted at all."""
        return self._among(_of_deadline(deadline, self.after.knowledge))

    def of_office(self, name: str) -> Causes:
        """Name the changed answers by which an office is left out, before or after."""
        return self._among(_against(name, self.before) + _against(name, self.after))

    def otherwise(self) -> Causes:
        """Name all that changed."""
        return self._among(tuple(one.fact for one in self.changed))

    def _among(self, facts: Facts) -> Causes:
        knowledge = self.after.knowledge
        return [_cause(knowledge, "answer", one.fact, f"answer-{one.how}", label=one.label) for one in self.changed if one.fact in facts]


@dataclass(frozen=True)
class ByDate:
    """Only the day differs: a rule or a law comes into force or ends, a last day comes near or passes, the time since a date or until it changes."""

    before: Screening
    after: Screening

    @property
    def _knowledge(self) -> Knowledge:
        return self.after.knowledge

    def of_finding(self, name: str, *, moved: bool) -> Causes:
        """Name what of the rule's times has changed; where only its words did, or it came or went with its law, what of its law's."""
        rule = self._knowledge.rules[name]
        if not moved:
            return self._law(cited(rule))
        stood, stands = (of_the_day(rule, self._knowledge, side.as_of) is not None for side in (self.before, self.after))
        standing_law = [] if stood is stands else self._in_force(name, rule) or self._law(rule.law)
        return [*standing_law, *self._last_days(name), *self._dates(self._turned_by(name))]

    def _law(self, names: Iterable[str]) -> Causes:
        return [cause for name in dict.fromkeys(names) for cause in self._in_force(name, self._knowledge.authorities[name])]

    def _in_force(self, name: str, entry: Rule | Authority) -> Causes:
        first, last = sorted((self.before.as_of, self.after.as_of))
        if in_force(entry, first) == in_force(entry, last):
            return []
        day, screen = (entry.since, "since") if entry.since is not None and first < entry.since <= last else (entry.until, "until")
        return [_cause(self._knowledge, "date", name, screen, name=_called(name, {name: entry}), day=day)]

    def _last_days(self, name: str) -> Causes:
        """Name the last days whose coming near or passing made a finding urgent, or no longer so."""
        was, now = (next((one.urgency for one in screening.findings if one.id == name), None) for screening in (self.before, self.after))
        if was is None or now is None or was is now:
            return []
        return [cause for label in self._due(name, self.after) for cause in self._passing(name, label)]

    def _turned_by(self, name: str) -> Facts:
        """Give the facts whose time turned a condition: those that rule it out on one of the days; where none does, those open or, failing that, all of it."""
        sides = (self.before, self.after)
        blocked = tuple(fact for side in sides for one in side.blocked if one.id == name for fact in one.by)
        found = [one for side in sides for one in side.findings if one.id == name]
        if blocked or len({one.certainty for one in found}) < len(found) or len(found) < len(sides):
            return blocked
        still_open = tuple(fact for one in found for fact in one.open)
        return still_open if self._dates(still_open) else tuple(fact for one in found for fact in one.because)

    def _dates(self, facts: Facts) -> Causes:
        questions = self._knowledge.questions
        named = [fact for fact in dict.fromkeys(facts) if questions[fact].type is FactType.DATE]
        return [_cause(self._knowledge, "date", fact, "time", label=_label(fact, self._knowledge)) for fact in named]

    def of_deadline(self, deadline: Thing) -> Causes:
        """Say that it came near or passed, or name the dates on which it is counted at all; one that comes or goes with its finding has no cause of its own."""
        passing = self._passing(deadline.id, deadline.title)
        there = all(any(one.id == deadline.id for one in side.findings) for side in (self.before, self.after))
        if passing or not there:
            return passing
        return self._law(one.law for one in _written(deadline, self._knowledge)) or self._dates(_of_deadline(deadline, self._knowledge))

    def _passing(self, finding: str, labeled: str) -> Causes:
        was, now = self._due(finding, self.before).get(labeled), self._due(finding, self.after).get(labeled)
        if was is None or now is None or self._standing(was, self.before) == self._standing(now, self.after):
            return []
        return [_cause(self._knowledge, "date", now.rule.start, f"day-{self._standing(now, self.after)}", label=labeled, day=now.day)]

    def _due(self, finding: str, screening: Screening) -> dict[str, Due]:
        return {label(one.rule, reader_of(screening.answers)): one for one in screening.deadlines if one.finding == finding}

    def _standing(self, due: Due, screening: Screening) -> str:
        alarm: date = screening.as_of + timedelta(days=self._knowledge.jurisdiction.deadline_alarm_days)
        return standing(due.day, alarm, passed=due.passed)

    def of_office(self, name: str) -> Causes:
        """Name the dates by which an office is left out on one of the days."""
        return self._dates(_against(name, self.before) + _against(name, self.after))

    def otherwise(self) -> Causes:
        """Name the two days."""
        old, new = self.before.as_of, self.after.as_of
        return [_cause(self._knowledge, "date", new.isoformat(), "days", old=old, new=new)]
