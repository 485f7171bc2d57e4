"""The content, and how it is read: `documents` reads files, `loading` makes typed records of them, `references` holds them together.

The content itself lies beside this file, one folder a state; `README.md` here tells a lawyer how it is written.
"""
