"""Prints how long the program takes to start, as ratios to `python -c pass` in the same run. Not a test: run it by hand.

python tests/startup_ratios.py [runs]
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROFILE = ROOT / "profiles" / "green-card-plea-offered.toml"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "ctintake --version": ["-m", "ctintake", "--version"],
    "ctintake --help": ["-m", "ctintake", "--help"],
    "ctintake screen PROFILE": ["-m", "ctintake", "screen", str(PROFILE), "--as-of", "2026-11-22"],
}


def seconds(arguments: list[str]) -> float:
    """Time one fresh process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    """Run every command in turn, so that a slow moment falls on all of them, and print medians and ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, arguments in COMMANDS.items():
            taken[name].append(seconds(arguments))
    base = statistics.median(taken["python -c pass"][1:])
    for name, times in taken.items():
        middle = statistics.median(times[1:])
        sys.stdout.write(f"{name:<28} {middle * 1000:7.1f} ms  {middle / base:5.1f} x\n")


if __name__ == "__main__":
    main()
