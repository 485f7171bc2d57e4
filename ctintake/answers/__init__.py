"""What a person told us: values with how each is known, and profile files in and out.

`values` holds the types, `reading` turns what was typed or filed into them, `profile` reads and writes files, `charges` and `places` find what is meant.
"""
