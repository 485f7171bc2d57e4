"""Lets `python -m ctintake` run the command line."""

from ctintake.cli import run

if __name__ == "__main__":
    run()
