"""The same answers on another day or under another state of the knowledge: what appeared, what vanished, what moved, and what caused it.

`records` holds the form of a comparison, `things` what of a summary is compared, `reasons` the causes, `comparing` the whole. Pure.
"""

from ctintake.rescreening.comparing import answers_in, compare, missing_answers

__all__ = ["answers_in", "compare", "missing_answers"]
