"""How hard a text is to read: the Flesch-Kincaid grade, which is the school year of someone who can read it.

grade = 0.39 * words per sentence + 11.8 * syllables per word - 15.59

The syllables are counted by the library syllapy, of the extra ``review``. A text of one or two sentences cannot be graded alone: one long word in a short
label would decide it. It is measured together with its neighbors, those before and after it in the order they are read, until there are three
sentences or no neighbors are left. Figures, addresses and words the program fills in count as one syllable.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

MOST_GRADE = 8.0
"""The school year that every text to a person must be readable in."""

FEWEST_SENTENCES = 3
"""A text shorter than this is measured with its neighbors."""

CountSyllables = Callable[[str], int]

_SENTENCE_END = re.compile(r"""(?<!\b[A-Z])[.!?]["')\]]*\s+(?=["'(\[{]?[A-Z0-9{])""")
_EDGES = "\"'“”‘’.,;:!?()[]…"  # noqa: RUF001
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001 - texts hold typographic apostrophes


class Piece(Struct, frozen=True):
    """A text to a person, and where it stands."""

    where: str
    text: str


class Length(Struct, frozen=True):
    """How many sentences, words and syllables."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def plus(self, other: "Length") -> "Length":
        """Give the length of both together."""
        return Length(self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables)

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0 for no words.

        >>> Length(sentences=2, words=20, syllables=26).grade
        3.7
        """
        if not self.words:
            return 0.0
        return round(0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59, 1)


def syllable_counter() -> CountSyllables | None:
    """Give the library's counter; None where it is not installed."""
    try:
        import syllapy
    except ImportError:
        return None
    counter: CountSyllables = syllapy.count
    return counter


def sentences(text: str) -> list[str]:
    """Split a text into sentences. A point after a single capital ends none.

    >>> sentences("Go to G.A. 14 in Hartford. Ask for help! Bring: papers")
    ['Go to G.A. 14 in Hartford', 'Ask for help', 'Bring: papers']
    """
    return [part for part in _SENTENCE_END.split(" ".join(text.split()).rstrip(_EDGES)) if part]


def length(text: str, count: CountSyllables) -> Length:
    """Count a text's sentences, words and syllables."""
    found = Length()
    for sentence in sentences(text):
        words = [word for raw in sentence.split() if (word := raw.strip(_EDGES))]
        if words:
            found = found.plus(Length(1, len(words), sum(_syllables(word, count) for word in words)))
    return found


def _syllables(word: str, count: CountSyllables) -> int:
    return max(1, count(word)) if _PLAIN.fullmatch(word) else 1


def grades(pieces: Sequence[Piece], count: CountSyllables) -> Iterator[tuple[Piece, float]]:
    """Give each piece with its grade, short ones measured with their neighbors; of those measured as one, the one that makes them hard."""
    lengths = [length(piece.text, count) for piece in pieces]
    found: dict[int, float] = {}
    for first, last in dict.fromkeys(_window(lengths, at) for at in range(len(pieces))):
        hardest = max(range(first, last + 1), key=lambda at: lengths[at].words * (lengths[at].grade - MOST_GRADE))
        found[hardest] = max(found.get(hardest, 0.0), _total(lengths[first : last + 1]).grade)
    yield from ((pieces[at], grade) for at, grade in sorted(found.items()))


def _window(lengths: Sequence[Length], at: int) -> tuple[int, int]:
    first, last = at, at
    while _total(lengths[first : last + 1]).sentences < FEWEST_SENTENCES and (first > 0 or last < len(lengths) - 1):
        first, last = max(0, first - 1), min(len(lengths) - 1, last + 1)
    return first, last


def _total(lengths: Sequence[Length]) -> Length:
    total = Length()
    for one in lengths:
        total = total.plus(one)
    return total
