"""The command line: parse, call, print, end with a status. Each command's body imports what it needs when it runs."""

from ctintake.cli.app import run

__all__ = ["run"]
