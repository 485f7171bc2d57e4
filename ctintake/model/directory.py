"""Where help is: offices and lines, courts, towns, and names that may mean more than one town."""

from datetime import date
from typing import Literal

from ctintake.model.entry import ALWAYS, Entry, Grade, Source


class Phone(Entry, frozen=True, kw_only=True):
    """A number, what answers there, when, and the date of the page it was read on."""

    number: str
    label: str
    hours: str = ""
    seen: str = "undated"
    always_open: bool = False


class Why(Entry, frozen=True, kw_only=True):
    """Words printed with an office where a condition is known to hold: what to say there, or to ask, because of it. ``say`` is to the person."""

    when: str
    say: str


class Resource(Entry, frozen=True, kw_only=True):
    """An office or line that serves needs. ``area`` says where; ``takes`` whom; ``limits`` what it cannot do; ``call_through`` who answers for it."""

    name: str
    kind: str
    does: str
    who: str
    serves: tuple[str, ...]
    area: tuple[str, ...] | str
    audience: str
    checked: date
    confidence: Grade
    sources: tuple[Source, ...]
    takes: str = ALWAYS
    why: tuple[Why, ...] = ()
    avoid_for: tuple[str, ...] = ()
    made_for: str = ""
    limits: str = ""
    caution: str = ""
    cost: str = ""
    languages: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    call_through: str = ""
    text: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    confidential: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a street address of a confidential place, and a phone number that rests on general knowledge."""
        if self.confidential and self.address:
            raise ValueError("a confidential place has no address")
        if self.confidence == "C" and self.phones:
            raise ValueError("an entry graded C has no phones: none may be printed")

    @property
    def areas(self) -> tuple[str, ...]:
        """Where it serves, always as several."""
        return (self.area,) if isinstance(self.area, str) else self.area

    @property
    def can_be_reached(self) -> bool:
        """Whether any way to reach it is known."""
        return bool(self.phones or self.call_through or self.text or self.email or self.url)

    @property
    def always_open(self) -> bool:
        """Whether one of its lines answers round the clock."""
        return any(phone.always_open for phone in self.phones)


class Court(Entry, frozen=True, kw_only=True):
    """A court, a jail or an office of the courts."""

    name: str
    kind: Literal["ga", "part-a", "closed", "juvenile", "federal", "immigration", "jail", "probate", "office"]
    confidence: Grade
    checked: date
    short_name: str = ""
    number: int | None = None
    now: str = ""
    address: str = ""
    city: str = ""
    zip: str = ""
    phone: str = ""
    phone_note: str = ""
    hours: str = ""
    judicial_district: str = ""
    towns: tuple[str, ...] = ()
    part_a: str = ""
    docket_prefixes: tuple[str, ...] = ()
    men_held_at: str = ""
    women_held_at: str = ""
    boys_held_at: str = ""
    public_defender: str = ""
    public_defender_phone: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


class Town(Entry, frozen=True, kw_only=True):
    """A town: the court that takes its new criminal cases, its regions, and the names people use for parts of it."""

    county: str
    planning_region: str
    judicial_district: str
    court: str
    regions: tuple[str, ...]
    population: int
    confidence: Grade
    court_confidence: Grade
    checked: date
    sources: tuple[str, ...]
    former_courts: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    zips: tuple[str, ...] = ()
    zips_shared: tuple[str, ...] = ()
    note: str = ""
    changed: date | None = None


class Place(Entry, frozen=True, kw_only=True):
    """A name that can mean more than one town."""

    towns: tuple[str, ...]
    same_court: bool
    note: str = ""
