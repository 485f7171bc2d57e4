"""The build hook: compiles the knowledge beside its TOML, for wheels and for editable installs alike."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `connecticut.compiled.json`; the program reads it in place of the TOML while the two agree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every state's folder before files are collected."""
        sys.path.insert(0, str(ROOT))
        from ctintake.knowledge.documents import compile_folder

        for folder in sorted((ROOT / "ctintake" / "knowledge").iterdir()):
            if (folder / "jurisdiction.toml").exists():
                compile_folder(folder)
