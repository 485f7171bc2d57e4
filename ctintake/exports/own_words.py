"""An advocate's summary as the client's own copy has it: it does not speak of "your client", and names no office that only advocates call. Never prints."""

from msgspec import structs

from ctintake.exports.own_calls import with_own_calls
from ctintake.interpreting import interpreted, words_of
from ctintake.model import Deadline, Knowledge
from ctintake.readers import ADVOCATES, ANSWERING, is_labeled
from ctintake.summary.records import Call, Found, LastDay, Summary


def in_own_words(summary: Summary, knowledge: Knowledge) -> Summary:
    """Give titles, last days and calls as the person has them. What the knowledge no longer holds stays as it was written."""
    if str(summary.answers.get(ANSWERING)) not in ADVOCATES:
        return summary
    own = with_own_calls(summary, knowledge)
    return structs.replace(
        own,
        findings=tuple(_finding(one, knowledge) for one in summary.findings),
        deadlines=tuple(_last_day(one, knowledge) for one in summary.deadlines),
        calls=tuple(_call(one, knowledge) for one in own.calls),
    )


def deadline_of(day: LastDay, knowledge: Knowledge) -> Deadline | None:
    """Find the rule a last day was counted by; none where the knowledge has changed since."""
    rule = knowledge.rules.get(day.finding)
    return next((one for one in rule.deadline if one.law == day.law and is_labeled(one, day.label)), None) if rule is not None else None


def _finding(found: Found, knowledge: Knowledge) -> Found:
    rule = knowledge.rules.get(found.id)
    return structs.replace(found, title=rule.title) if rule is not None and found.title == rule.title_for_another else found


def _last_day(day: LastDay, knowledge: Knowledge) -> LastDay:
    rule = deadline_of(day, knowledge)
    if rule is None:
        return day
    note = rule.past if day.passed_note and day.passed_note == rule.past_for_another else day.passed_note
    return structs.replace(day, title=knowledge.rules[day.finding].title, label=rule.label, passed_note=note)


def _call(call: Call, knowledge: Knowledge) -> Call:
    say = call.say
    for need in knowledge.needs.values():
        say = say.replace(need.call_for_another, need.call)
    for option in interpreted(knowledge):
        words = words_of(option, knowledge)
        say = say.replace(words.for_another, words.english)
    return structs.replace(call, say=say)
