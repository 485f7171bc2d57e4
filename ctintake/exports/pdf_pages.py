"""What stands on the printed pages: the person's, then the caseworker's; and what both have, such as the footer.

Text only: how it looks is the business of `page.typ`. Every piece is made harmless here.
"""

from msgspec import Struct, structs

from ctintake.errors import InputError
from ctintake.exports.handout import handout
from ctintake.exports.languages import English, Speaks, beside, english_name, speaks, translated
from ctintake.exports.pdf_caseworker import caseworker_page
from ctintake.exports.pdf_parts import Page, clean, is_latin
from ctintake.exports.pdf_person import person_page
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.referrals import LANGUAGE
from ctintake.show.lines import Words, written
from ctintake.show.terminal import visible


class Sheets(Struct, frozen=True, kw_only=True):
    """The whole of it; the footer is on every page. ``release`` is the record of who released it; empty on the person's own copy.

    ``english`` has the English of what the person's pages say in their language; ``speaks`` is what gets an interpreter, where one may be needed.
    """

    title: str
    footer: str
    page: str
    release_heading: str
    release: tuple[str, ...]
    person: Page
    caseworker: Page
    english: English
    speaks: Speaks | None


def sheets(release: Release, knowledge: Knowledge) -> Sheets:
    """Give what stands on the pages of a release."""
    words, summary = Words(knowledge), release.summary
    shared = handout(release, knowledge)
    title = visible(words("export-title", reference=release.reference))
    rows = [f"{row.label}: {row.text}" for row in shared.release]
    person, english = _person(release, knowledge)
    return Sheets(
        title=title,
        footer=words("pdf-footer", title=title, recipient=words(f"export-for-{release.recipient}"), day=written(summary.as_of)),
        page=words("pdf-page"),
        release_heading=words("export-release"),
        release=clean([*rows, words("export-release-note")] if rows else []),
        person=person,
        caseworker=caseworker_page(release, words, shared),
        english=english,
        speaks=_printed(speaks(summary, release.recipient, knowledge)),
    )


def _person(release: Release, knowledge: Knowledge) -> tuple[Page, English]:
    """Give the person's pages, in their language where there are words of it, and the English of what is not.

    Raises InputError where our fonts, which are Latin, cannot print it.
    """
    page = person_page(release, Words(knowledge))
    if release.catalogue is None:
        return page, {}
    summary, told = translated(release.summary, knowledge, release.catalogue)
    theirs, english = beside(person_page(structs.replace(release, summary=summary), Words(told)), page, told, release.catalogue)
    if not all(map(is_latin, english)):
        named = english_name(knowledge.questions[LANGUAGE].options.get(release.catalogue.language, release.catalogue.language))
        raise InputError.of("--to pdf", f"has no letters for the person's language: {named}", "use --to html, which a browser prints")
    return structs.replace(theirs, language=release.catalogue.language), english


def _printed(said: Speaks | None) -> Speaks | None:
    """Give what gets an interpreter without the words that our fonts cannot print; the English names the language."""
    return said if said is None or is_latin(said.own) else structs.replace(said, own="", code="")
