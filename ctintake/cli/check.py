"""`ctintake check`: whether the knowledge holds together."""

from pathlib import Path

from ctintake.cli.edge import give, knowledge_from


def check_knowledge(overlays: list[Path] | None) -> None:
    """Load the knowledge, which raises everything that is wrong with it, and say how much there is."""
    knowledge = knowledge_from(overlays)
    counts = {
        "rules": len(knowledge.rules),
        "questions": len(knowledge.questions),
        "authorities": len(knowledge.authorities),
        "offices": len(knowledge.resources),
        "charges": len(knowledge.offences),
        "courts": len(knowledge.courts),
        "towns": len(knowledge.towns),
    }
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    give(f"The knowledge of {knowledge.jurisdiction.name}, version {knowledge.jurisdiction.version}, holds together: {listed}.\n")
