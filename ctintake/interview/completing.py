"""Completing what is being typed: towns with their villages, courts, and charges by statute number, name or everyday words, small misspellings forgiven."""

from collections.abc import Iterator, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.completion import Completion as Shown
from prompt_toolkit.document import Document
from rapidfuzz import fuzz, process, utils

from ctintake.interview.prompts import Completion

_MOST = 8
_NEAR = 75


class NearCompleter(Completer):
    """Offers what begins with the typed letters, then what holds them, then what is spelled most like them."""

    def __init__(self, completions: Sequence[Completion], *, several: bool) -> None:
        """Take what there is to offer, and whether commas part several answers."""
        self.completions = completions
        self.several = several
        self.words = [(word.lower(), at) for at, one in enumerate(completions) for word in (one.insert, *one.found_by)]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Shown]:  # noqa: ARG002 - the library's signature
        """Give the best few for what stands before the cursor."""
        text = document.text_before_cursor
        typed = (text.rsplit(",", 1)[-1] if self.several else text).lstrip()
        if len(typed) < 2:
            return
        for at in self.nearest(typed.lower()):
            one = self.completions[at]
            yield Shown(one.insert, start_position=-len(typed), display_meta=one.shown)

    def nearest(self, typed: str) -> list[int]:
        """Give the places of the completions that fit, the best first."""
        begins = [at for word, at in self.words if word.startswith(typed)]
        holds = [at for word, at in self.words if typed in word]
        found = list(dict.fromkeys([*begins, *holds]))[:_MOST]
        if len(found) < _MOST and len(typed) > 3:
            words = [word for word, _ in self.words]
            near = process.extract(typed, words, scorer=fuzz.WRatio, processor=utils.default_process, limit=_MOST, score_cutoff=_NEAR)
            found = list(dict.fromkeys([*found, *(self.words[place][1] for _, _, place in near)]))[:_MOST]
        return found
