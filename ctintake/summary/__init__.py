"""A screening as a summary: the file a caseworker can act on, and back.

`records` holds its form, `composing` fills it from a screening, `files` writes and reads it.
"""
