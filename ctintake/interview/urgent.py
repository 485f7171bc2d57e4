"""What an interview says at once: what has become urgent, with whom to call, and those numbers again whenever they are asked for. No terminal."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ctintake.findings import Certainty, Finding
from ctintake.interview.signs import calls_for, pointed_to
from ctintake.model import Knowledge
from ctintake.readers import ADVOCATES, title
from ctintake.screening import Screening
from ctintake.show.lines import GAP, Line, Manner, Words, call_lines, phone_text
from ctintake.summary.composing import call_record
from ctintake.summary.records import Call

_MOST_NUMBERS = 2


@dataclass
class Urgent:
    """Remembers what one person was told already."""

    knowledge: Knowledge
    _told: set[str] = field(default_factory=set)
    _pointed_at: set[str] = field(default_factory=set)
    _calls: dict[str, Call] = field(default_factory=dict)

    def news(self, screening: Screening, reader: str) -> Iterator[Line]:
        """Give what has become urgent since the last answer, with the number to call; or a number alone for what an answer only points to."""
        fresh = [one for one in screening.urgent if one.certainty is Certainty.APPLIES and one.id not in self._told]
        signs = tuple(one for one in pointed_to(screening) if one.id not in self._pointed_at)
        self._told.update(finding.id for finding in fresh)
        self._pointed_at.update(finding.id for finding in (*fresh, *signs))
        if fresh:
            yield from self._steps(fresh, reader)
            yield from self._fresh_calls(fresh, screening)
        elif signs:
            yield from self._early_calls(signs, screening)

    def any_help(self, screening: Screening) -> Iterator[Line]:
        """Give the number for help with anything: before the first answer nobody should be without one."""
        calls = [call_record(call, screening) for call in calls_for((), screening)]
        yield from self._to_call("numbers-any", calls, "; ".join(f"{call.name}, {phone_text(call.number)}" for call in calls))

    def numbers(self, screening: Screening) -> Iterator[Line]:
        """Give the calls as things stand, then the others that were shown before."""
        now = {call.fit.resource: call_record(call, screening) for call in screening.calls}
        yield GAP
        for at, call in enumerate({**now, **self._calls}.values(), start=1):
            yield from call_lines(call, at, Words(self.knowledge))
        yield GAP

    def shown_before(self, screening: Screening) -> Iterator[Line]:
        """Give the numbers that were shown for what an answer pointed to, and that the results do not have: someone who ends early still needs them."""
        listed = {call.fit.resource for call in screening.calls}
        left = [call for resource, call in self._calls.items() if resource not in listed]
        if left:
            yield GAP
            yield Line(Manner.STRONG, self.knowledge.text("numbers-shown-before"))
            for at, call in enumerate(left, start=1):
                yield from call_lines(call, at, Words(self.knowledge))

    def _steps(self, fresh: list[Finding], reader: str) -> Iterator[Line]:
        yield GAP
        for finding in fresh:
            yield Line(Manner.STRONG, title(finding.rule, reader))
            if reader in ADVOCATES:
                yield Line(Manner.QUIET, self.knowledge.text("label-to-client"), 1)
            yield from (Line(Manner.STEP, step, 1) for step in finding.rule.do[:2])

    def _fresh_calls(self, fresh: list[Finding], screening: Screening) -> Iterator[Line]:
        concerned = {finding.id for finding in fresh}
        calls = [call_record(call, screening) for call in screening.calls if concerned & set(call.findings)][:_MOST_NUMBERS]
        for at, call in enumerate(calls, start=1):
            yield from call_lines(call, at, Words(self.knowledge))
        # Once more, next to the question that follows: on a small screen what stands above has gone.
        yield from self._to_call("numbers-now", calls, ", ".join(phone_text(call.number) for call in calls))

    def _early_calls(self, signs: tuple[Finding, ...], screening: Screening) -> Iterator[Line]:
        first = {need for finding in signs for need in finding.sure_needs[:1]}
        calls = [call_record(call, screening) for call in calls_for(signs, screening) if first & set(call.needs)][:_MOST_NUMBERS]
        new = [call for call in calls if call.resource not in self._calls]
        yield GAP
        yield from self._to_call("numbers-early", new, "; ".join(f"{call.name}, {phone_text(call.number)}" for call in new))

    def _to_call(self, screen: str, calls: list[Call], numbers: str) -> Iterator[Line]:
        if calls:
            yield Line(Manner.STRONG, self.knowledge.text(screen).format(numbers=numbers))
            if not self._calls:
                yield Line(Manner.QUIET, self.knowledge.text("numbers-again"))
            self._calls.update({call.resource: call for call in calls})
            yield GAP
