"""ctintake: a private, offline legal-aid intake tool.

Answers go through one pure function, :func:`ctintake.screening.screen`, and come out as findings, deadlines and referrals. Whatever talks to a
person or to a file stands outside it. The README says what the program does; CONTRIBUTING says how the rooms of this package lie.
"""

__version__ = "0.1.0"
