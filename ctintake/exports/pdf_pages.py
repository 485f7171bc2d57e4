"""What stands on the printed pages: the person's in large print and few words, then those for whoever helps. How it looks is the business of `page.typ`."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, structs

from ctintake.exports.handout import checked_words, helper_page, person_page
from ctintake.exports.handout_parts import Group, Handout, Item
from ctintake.exports.inside import MOST_PLACES, on_pages
from ctintake.exports.own_words import in_own_words
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import Words, written
from ctintake.summary.records import Summary

_MOST_STEPS = 2


class Sheets(Struct, frozen=True, kw_only=True):
    """The whole of it; the footer is on every page, with ``page`` to count them. ``labels`` are the words that only the printed pages have.

    ``is_own``: the person's own copy, whose last pages name the law of each finding and no more. ``law``: each authority once, with its citation.
    """

    title: str
    footer: str
    page: str
    labels: Mapping[str, str]
    is_own: bool
    person: Handout
    helper: Handout
    law: tuple[Item, ...]


def sheets(release: Release, knowledge: Knowledge) -> Sheets:
    """Give what stands on the pages of a release."""
    words, held = Words(knowledge), structs.replace(release, summary=on_pages(release))
    own = structs.replace(release, summary=in_own_words(release.summary, knowledge))
    title, program = words("export-title", reference=release.reference), release.summary.program
    recipient, made = words(f"export-for-{release.recipient}"), written(release.summary.made)
    is_own = release.recipient == "self"
    return Sheets(
        title=title,
        footer=words("pdf-footer", title=title, recipient=recipient, day=written(release.summary.as_of)),
        page=words("pdf-page"),
        labels={
            "person": words("pdf-person"),
            "helper": words("pdf-caseworker"),
            "made": words("pdf-made", made=made, knowledge=program.knowledge, version=program.knowledge_version),
            "law": words("pdf-law"),
            "cites": words("pdf-cites"),
            "hand-over": words("pdf-hand-over") if is_own else "",
        },
        is_own=is_own,
        person=_in_few_words(person_page(own, knowledge), words),
        helper=helper_page(held, knowledge),
        law=tuple(_law(release.summary, words)),
    )


def _law(summary: Summary, words: Words) -> Iterator[Item]:
    """Give the law behind what applies, each authority once however many findings rest on it, and what to check first about it."""
    applying = [one for one in summary.findings if one.certainty == "applies"]
    for law in {law.id: law for found in applying for law in found.law}.values():
        named = law.citation if law.title != law.citation else ""
        cited = " ".join(part for part in (named, f"({checked_words(law, words)})") if part)
        yield Item(title=law.title, says=(cited,), flags=tuple(words("pdf-check", flag=flag) for flag in (law.flag, law.aged) if flag))
    grounds = {ground.id: ground for found in applying for charge in found.charges for ground in charge.grounds if ground.flag}
    yield from (Item(title=ground.name, says=(ground.citation,), flags=(words("pdf-check", flag=ground.flag),)) for ground in grounds.values())


def _in_few_words(page: Handout, words: Words) -> Handout:
    """Keep on the person's pages what is for today, the calls and the last days whole, and of the rest what fits in large print."""
    short = (_short(group, words) for group in page.groups if group.key != "more-places")
    return structs.replace(page, groups=tuple(short))


def _short(group: Group, words: Words) -> Group:
    if group.key == "soon":
        return structs.replace(group, items=tuple(Item(title=item.title, steps=item.steps[:_MOST_STEPS]) for item in group.items))
    if group.key == "plan":
        return structs.replace(group, items=(Item(title="", steps=tuple(item.title for item in group.items)),))
    if group.key == "may":
        titles = tuple(title for item in group.items for title in item.steps)
        numbers = tuple(charge for item in group.items for charge in item.charges)
        return structs.replace(group, items=(Item(title="", steps=titles, charges=numbers),), note="")
    if group.key == "places":
        rest = len(group.items) - MOST_PLACES
        more = words("pdf-more", count=rest) if rest > 0 else group.more
        return structs.replace(group, items=tuple(map(_place, group.items[:MOST_PLACES])), more=more)
    return group


def _place(item: Item) -> Item:
    """Name an office without what it is for, and the ways to it only where it has no number."""
    return structs.replace(item, says=() if item.number is not None else item.says[:-1])
