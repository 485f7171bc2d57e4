"""How many questions are left, as a person hears it. No terminal."""

from dataclasses import dataclass

from ctintake.model import Knowledge

_COUNTABLE = 20
"""A larger number, while the first answers still decide how many there are, would frighten and say nothing."""


@dataclass
class Progress:
    """Remembers what was said, so that the number never grows without a word why."""

    knowledge: Knowledge
    _last: int = 0
    _told_many: bool = False

    def said(self, left: int) -> str:
        """Say how many are left, and why where there are more than before; once, that it cannot be told yet."""
        if left > _COUNTABLE and not self._last:
            first, self._told_many = not self._told_many, True
            return self.knowledge.text("left-many") if first else ""
        more, self._last = 0 < self._last < left, left
        return self.knowledge.text("left-more" if more else "left").format(count=left)

    def begin_anew(self) -> None:
        """Forget the number: the questions of another depth were announced with theirs."""
        self._last = 0
