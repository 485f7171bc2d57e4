"""Saving at the end of an interview: which files, for whom, where, and who could find them. Nothing unless the person says so."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from ctintake.cli.edge import today
from ctintake.cli.handover import Content, completed, listing, placed, reference_of, short_listing
from ctintake.cli.leaving import undisturbed
from ctintake.cli.releasing import RECORD, Terms, ask_for, record_from
from ctintake.cli.sealed import Seal
from ctintake.errors import InputError, on_one_line
from ctintake.exports.formats import FORMATS, inside, is_installed, written
from ctintake.exports.recipients import NEEDS_RECORD, Cut, cut
from ctintake.exports.release import Record
from ctintake.interview.prompts import Aside, Command, Prompt, Reply, Shape, Skin
from ctintake.interview.wording import ASIDE, line, offer
from ctintake.model import Knowledge
from ctintake.show.lines import GAP, Line, Manner
from ctintake.summary.files import as_toml
from ctintake.summary.records import Summary
from ctintake.writing import IsThereError, write_all

_SUMMARY, _ANOTHER = "summary", "another"
_FORMS = ("html", "pdf", "md", "ics", "vcf")
_THEIR_FORMS = (*_FORMS, "csv", "json")
_USUAL = "html"


class _Kept(Struct, frozen=True):
    """Files that are to be kept, by the endings of their names; the name that is offered; what they hold, on one screen and by every name."""

    contents: Mapping[str, Content]
    name: str
    told: tuple[str, ...]
    told_whole: tuple[str, ...]


@dataclass
class Saving:
    """What may be saved of an interview: the summary as it may be kept, what says and asks, how files are sealed, and where other languages are."""

    summary: Summary
    skin: Skin
    ask: Aside
    knowledge: Knowledge
    seal: Seal | None
    overlays: tuple[Path, ...]
    saved: bool = False

    def offer(self) -> bool:
        """Say who could find a file, and write what the person picks, where they say. False where they go back to the answers instead."""
        text = self.knowledge.text
        self.skin.tell([GAP])
        self.say(text("saving"))
        while (reply := self.ask(offer(text("offer-save"), self.knowledge), text("saving"))) == "yes":
            if self.offer_forms():
                return True
        return self.is_over(reply)

    def offer_forms(self) -> bool:
        """Ask what to keep, and go on to where, and for whom. False where the person goes back."""
        while not isinstance(reply := self.ask(self.forms(), self.knowledge.text("saving")), Command):
            if self.keeps(reply):
                return True
        return self.is_over(reply)

    def keeps(self, forms: Sequence[str]) -> bool:
        """Keep the person's own files, and then those for someone else. False where the person goes back."""
        own = [name for name in forms if name != _ANOTHER]
        if own and not self.offer_place(self.own(own)):
            return False
        return _ANOTHER not in forms or self.offer_another()

    def offer_place(self, kept: _Kept) -> bool:
        """Say what the files hold, and ask where, until they can be written there. False where the person goes back. The name offered says nothing."""
        text, several = self.knowledge.text, len(kept.contents) > 1
        self.say("\n".join((*kept.told, text("listing-all"))))
        where = line(text("ask-files" if several else "ask-file"), kept.name if several else kept.name + next(iter(kept.contents)), self.knowledge)
        while isinstance(reply := self.ask(where, "\n".join((text("why-file"), *kept.told_whole))), str):
            try:
                self.write(placed(Path(reply).expanduser(), kept.contents, kept.name, self.seal, alone=not several))
            except RuntimeError:
                self.say(text("no-such-folder"))
            except IsThereError as fault:
                self.say("\n".join(text("file-there").format(file=on_one_line(problem.where)) for problem in fault.problems))
            except InputError as fault:
                self.say(str(fault))
            else:
                return True
        return self.is_over(reply)

    def is_over(self, reply: Reply) -> bool:
        """Tell whether nothing more is asked, and say then that nothing was saved; False where the person goes back."""
        if reply is not Command.BACK:
            self.say(self.knowledge.text("not-saved-more" if self.saved else "not-saved"))
        return reply is not Command.BACK

    def say(self, text: str) -> None:
        """Tell the person something."""
        self.skin.tell([Line(Manner.TEXT, line.lstrip(), 1 if line.startswith(" ") else 0) for line in text.strip().splitlines()])

    def forms(self) -> Prompt:
        """Give the question which files to make."""
        own = self.own_copy()
        return self.several("ask-forms", (*(name for name in _FORMS if self.can_be_made(name, own)), _SUMMARY, _ANOTHER))

    def several(self, ask: str, forms: Sequence[str]) -> Prompt:
        """Give a question to answer with any of these forms."""
        text = self.knowledge.text
        choices = tuple((name, text(f"form-{name}")) for name in forms)
        return Prompt(ask=text(ask), shape=Shape.SEVERAL, choices=choices, before=(_USUAL,), missing=text("choose-form"), keys=ASIDE)

    def can_be_made(self, name: str, one: Cut) -> bool:
        """Tell whether a format can be made of these results, and would hold anything."""
        with contextlib.suppress(InputError):
            return is_installed(name) and bool(written(name, one.release, self.knowledge))
        return False

    def own_copy(self) -> Cut:
        """Give the person's own copy of the results."""
        return self.cut("self", None)

    def cut(self, recipient: str, record: Record | None) -> Cut:
        """Give the results as one recipient may see them."""
        return completed(cut(self.summary, recipient, self.knowledge, self.reference(), record), None, self.overlays)

    def reference(self) -> str:
        """Give the neutral code in names and titles."""
        return reference_of([self.summary], "self")

    def own(self, forms: Sequence[str]) -> _Kept:
        """Make the person's own files, and say of the pages and of the summary what each holds and leaves out."""
        pages = [name for name in forms if name != _SUMMARY]
        made = self.made(pages, self.own_copy(), "listing-own") if pages else _Kept({}, "", (), ())
        if _SUMMARY not in forms:
            return made
        told, whole = self.told_of_summary()
        contents = {**made.contents, ".toml": as_toml(self.summary).encode()}
        return _Kept(contents, self.name(), (*made.told, *told), (*made.told_whole, *whole))

    def told_of_summary(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Say what the summary file holds: what a caseworker may see is all of it."""
        one = self.cut("caseworker", None)
        return self.told("listing-summary", one, [one.release.summary])

    def told(self, screen: str, one: Cut, held: Sequence[Summary]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Say under a heading what files hold and leave out: on one screen, and by every name."""
        heading = self.knowledge.text(screen)
        return (heading, *short_listing(one, held, self.knowledge)), (heading, *listing([(one, held)], self.knowledge))

    def made(self, forms: Sequence[str], one: Cut, screen: str) -> _Kept:
        """Make files of a cut."""
        contents = {FORMATS[name].ending: written(name, one.release, self.knowledge) for name in forms}
        return _Kept(contents, self.name(), *self.told(screen, one, inside(forms, one.release, self.knowledge)))

    def name(self) -> str:
        """Give the name that is offered for files: a code alone, and a number after it where one has been used."""
        return f"summary-{self.reference()}" + ("-2" if self.saved else "")

    def write(self, files: Mapping[Path, Content], *, force: bool = False) -> None:
        """Write the files, and say where they are and who can open them."""
        with undisturbed():
            write_all(files, force=force)
            self.saved = True
            text = self.knowledge.text
            closed = text("saved-sealed" if self.seal is not None else "saved-open")
            self.say(text("saved").format(file=on_one_line(", ".join(map(str, files))), closed=closed))

    # For someone else.

    def offer_another(self) -> bool:
        """Ask for whom, and go on to what. False where the person goes back."""
        text = self.knowledge.text
        choices = tuple((name, text(f"recipient-{name}")) for name in sorted(NEEDS_RECORD))
        whom = Prompt(ask=text("ask-recipient"), shape=Shape.ONE, choices=choices, missing=text("choose"), keys=ASIDE)
        while not isinstance(reply := self.ask(whom, text("why-release")), Command):
            if self.offer_their_forms(str(reply)):
                return True
        return self.is_over(reply)

    def offer_their_forms(self, recipient: str) -> bool:
        """Ask what to make for them, and go on to the release. False where the person goes back."""
        shown = self.cut(recipient, Record(to="", what="", why="", until=today(), on=today()))
        forms = self.several("ask-their-forms", [name for name in _THEIR_FORMS if self.can_be_made(name, shown)])
        while not isinstance(reply := self.ask(forms, self.knowledge.text("why-release")), Command):
            if self.offer_release(recipient, reply):
                return True
        return self.is_over(reply)

    def offer_release(self, recipient: str, forms: Sequence[str]) -> bool:
        """Ask for the record of the release, and go on to where. False where the person goes back."""
        terms, told = Terms(today(), today()), dict[str, str]()
        while not isinstance(found := ask_for(RECORD, self.ask, self.skin.tell, self.knowledge, terms, shown=ASIDE, told=told), Command):
            told = found
            if self.offer_place(self.made(forms, self.cut(recipient, record_from(told, terms)), "listing-another")):
                return True
        return self.is_over(found)
