"""Whom a client may call: an advocate's summary names offices that take no calls from the public, which the client's own copy has not. Never prints."""

from collections.abc import Callable, Iterable

from msgspec import structs

from ctintake.answers.values import Answer, Answers
from ctintake.evaluation import Evaluation
from ctintake.model import Knowledge
from ctintake.readers import ANSWERING
from ctintake.summary.records import Call, Referred, Summary
from ctintake.truth import Truth


def with_own_calls(summary: Summary, knowledge: Knowledge) -> Summary:
    """Leave out the offices that are not for the client; in place of a call to one stands the next office for the same, where there is one."""
    is_for_them = _for_the_client(summary, knowledge)
    offices = tuple(one for one in summary.referrals if is_for_them(one.resource))
    called = {call.resource for call in summary.calls if is_for_them(call.resource)}
    calls: list[Call] = []
    for call in summary.calls:
        if is_for_them(call.resource):
            calls.append(_next_for_them(call, is_for_them))
        elif (office := _instead(call, [one for one in offices if one.resource not in called], knowledge)) is not None:
            called.add(office.resource)
            calls.append(_call_to(office, call))
    return structs.replace(summary, referrals=offices, calls=tuple(calls))


def _for_the_client(summary: Summary, knowledge: Knowledge) -> Callable[[str], bool]:
    """Tell of an office, by its audience, whether someone who asks for themselves may be given it; one the knowledge no longer holds stays."""
    asking = Evaluation(Answers({ANSWERING: Answer("self")}), knowledge, summary.as_of)

    def is_for_them(resource: str) -> bool:
        entry = knowledge.resources.get(resource)
        return entry is None or asking.outcome(knowledge.audiences[entry.audience].when).truth is not Truth.FALSE

    return is_for_them


def _instead(call: Call, offices: Iterable[Referred], knowledge: Knowledge) -> Referred | None:
    """Give the office to call in place of one that is not for them: the next to try or, where that is none for them either, another that offers the same."""
    needs = {need for name in call.findings if name in knowledge.rules for need in knowledge.rules[name].needs} & set(knowledge.resources[call.resource].serves)
    fitting = [one for one in offices if one.phones and one.resource in knowledge.resources and needs & set(knowledge.resources[one.resource].serves)]
    following = [one for one in fitting if call.next is not None and one.resource == call.next.resource]
    return next(iter([*following, *fitting]), None)


def _call_to(office: Referred, call: Call) -> Call:
    phone = office.phones[0]
    return structs.replace(
        call,
        resource=office.resource,
        name=office.name,
        number=phone.number,
        hours=phone.hours,
        number_seen=phone.number_seen,
        caution=office.caution,
        limits=office.limits,
        aged=office.aged,
        next=None,
    )


def _next_for_them(call: Call, is_for_them: Callable[[str], bool]) -> Call:
    return call if call.next is None or is_for_them(call.next.resource) else structs.replace(call, next=None)
