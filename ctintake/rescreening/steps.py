"""From one set of things to the next with one thing changed between them: what differs, and whom to ask why."""

from dataclasses import dataclass
from typing import Protocol

from ctintake.rescreening.records import Cause
from ctintake.rescreening.things import Key, Thing, Things

Causes = list[Cause]


class Reasons(Protocol):
    """What can say why a thing changed; nothing where it cannot tell that of this one."""

    def of_finding(self, name: str, *, moved: bool) -> Causes:
        """Say why a finding changed: where it moved, came or went, or else where only its words did."""

    def of_deadline(self, deadline: Thing) -> Causes:
        """Say why a deadline changed, apart from its finding."""

    def of_office(self, name: str) -> Causes:
        """Say why an office or a call changed, apart from the findings it is for."""

    def otherwise(self) -> Causes:
        """Say what is behind a change of which nothing nearer is known."""


@dataclass(frozen=True)
class Step:
    """Two sets of things, and what can say why they differ."""

    before: Things
    after: Things
    reasons: Reasons

    def causes(self, key: Key) -> Causes:
        """Say why a thing differs between the two; nothing where it does not."""
        was, now = self.before.get(key), self.after.get(key)
        there = [thing for thing in (was, now) if thing is not None]
        if alike(was, now):
            return []
        return self._own(there[-1]) or self._of_its_findings(there) or self._of_all_findings(there[-1]) or self.reasons.otherwise()

    def _own(self, thing: Thing) -> Causes:
        if thing.what == "finding":
            return self._of_finding(thing.id)
        return self.reasons.of_deadline(thing) if thing.what == "deadline" else self.reasons.of_office(thing.id)

    def _of_its_findings(self, there: list[Thing]) -> Causes:
        """Follow a deadline, a call or an office to the findings it is for: those that changed too."""
        names = dict.fromkeys(name for thing in there for name in thing.findings)
        return [cause for name in names for cause in self._of_finding(name)]

    def _of_all_findings(self, thing: Thing) -> Causes:
        """Follow a call to every finding that moved, came or went: the calls are the fewest that cover all of them together."""
        names = [name for what, name, _ in dict.fromkeys((*self.before, *self.after)) if what == "finding" and self._moved(name)]
        return [cause for name in names for cause in self._of_finding(name)] if thing.what == "call" else []

    def _of_finding(self, name: str) -> Causes:
        was, now = self._finding(name)
        return [] if alike(was, now) else self.reasons.of_finding(name, moved=self._moved(name))

    def _moved(self, name: str) -> bool:
        was, now = self._finding(name)
        return was is not now if was is None or now is None else was.state != now.state

    def _finding(self, name: str) -> tuple[Thing | None, Thing | None]:
        key = ("finding", name, "")
        return self.before.get(key), self.after.get(key)


def alike(was: Thing | None, now: Thing | None) -> bool:
    """Tell whether a thing is as it was: there or not, standing as it did, in the same words."""
    if was is None or now is None:
        return was is now
    return (was.state, was.words) == (now.state, now.words)
