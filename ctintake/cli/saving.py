"""Saving at the end of an interview: which files, where, and who could find them. Nothing unless the person says so."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ctintake.cli.handover import Content, completed, listing, placed, reference_of
from ctintake.cli.leaving import undisturbed
from ctintake.cli.sealed import Seal
from ctintake.errors import InputError
from ctintake.exports.formats import FORMATS, inside, is_installed, written
from ctintake.exports.recipients import Cut, cut
from ctintake.interview.prompts import Aside, Command, Prompt, Reply, Shape, Skin
from ctintake.interview.wording import ASIDE, line, offer
from ctintake.model import Knowledge
from ctintake.show.lines import GAP, Line, Manner
from ctintake.summary.files import as_toml
from ctintake.summary.records import Summary
from ctintake.writing import IsThereError, write_all

_SUMMARY = "summary"
_FORMS = ("html", "pdf", "md", "ics", "vcf")
_USUAL = "html"


@dataclass(frozen=True)
class Saving:
    """What may be saved of an interview: the summary as it may be kept, what says and asks, how files are sealed, and where other languages are."""

    summary: Summary
    skin: Skin
    ask: Aside
    knowledge: Knowledge
    seal: Seal | None
    overlays: tuple[Path, ...]

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
        """Ask what to keep, and go on to where. False where the person goes back."""
        while not isinstance(reply := self.ask(self.forms(), self.knowledge.text("saving")), Command):
            if self.offer_place(self.contents(reply)):
                return True
        return self.is_over(reply)

    def offer_place(self, contents: Mapping[str, Content]) -> bool:
        """Ask where, until it can be written there. False where the person goes back. The name offered says nothing about anyone."""
        text, name = self.knowledge.text, f"summary-{self.reference()}"
        several = len(contents) > 1
        where = line(text("ask-files" if several else "ask-file"), name if several else name + next(iter(contents)), self.knowledge)
        while isinstance(reply := self.ask(where, text("why-file")), str):
            try:
                self.write(placed(Path(reply).expanduser(), contents, name, self.seal, alone=not several))
            except RuntimeError:
                self.say(text("no-such-folder"))
            except IsThereError as fault:
                self.say("\n".join(text("file-there").format(file=problem.where) for problem in fault.problems))
            except InputError as fault:
                self.say(str(fault))
            else:
                return True
        return self.is_over(reply)

    def is_over(self, reply: Reply) -> bool:
        """Tell whether nothing more is asked, and say then that nothing was saved; False where the person goes back."""
        if reply is not Command.BACK:
            self.say(self.knowledge.text("not-saved"))
        return reply is not Command.BACK

    def say(self, text: str) -> None:
        """Tell the person something."""
        self.skin.tell([Line(Manner.TEXT, line) for line in text.strip().splitlines()])

    def forms(self) -> Prompt:
        """Give the question which files to make."""
        text = self.knowledge.text
        forms = (*(name for name in _FORMS if is_installed(name) and self.can_be_made(name)), _SUMMARY)
        return Prompt(
            ask=text("ask-forms"),
            shape=Shape.SEVERAL,
            choices=tuple((name, text(f"form-{name}")) for name in forms),
            before=(_USUAL,),
            missing=text("choose-form"),
            keys=ASIDE,
        )

    def can_be_made(self, name: str) -> bool:
        """Tell whether a format can be made of these results, and would hold anything."""
        with contextlib.suppress(InputError):
            return bool(written(name, self.own_copy().release, self.knowledge))
        return False

    def own_copy(self) -> Cut:
        """Give the person's own copy of the results."""
        return completed(cut(self.summary, "self", self.knowledge, self.reference()), None, self.overlays)

    def reference(self) -> str:
        """Give the neutral code in names and titles."""
        return reference_of([self.summary], "self")

    def contents(self, forms: Sequence[str]) -> dict[str, Content]:
        """Make each file, by the ending of its name, and say what goes into the pages and what they leave out."""
        own, names = self.own_copy(), [name for name in forms if name != _SUMMARY]
        pages: dict[str, Content] = {FORMATS[name].ending: written(name, own.release, self.knowledge) for name in names}
        if pages:
            self.say("\n".join(listing([(own, inside(names, own.release, self.knowledge))], self.knowledge)))
        return pages | ({".toml": as_toml(self.summary).encode()} if _SUMMARY in forms else {})

    def write(self, files: Mapping[Path, Content], *, force: bool = False) -> None:
        """Write the files, and say where they are and who can open them."""
        with undisturbed():
            write_all(files, force=force)
            text = self.knowledge.text
            closed = text("saved-sealed" if self.seal is not None else "saved-open")
            self.say(text("saved").format(file=", ".join(str(path) for path in files), closed=closed))
