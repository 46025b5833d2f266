"""Build hook: compiles every translation catalogue, so that the wheel and the editable install carry it."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside each .po below `root`; returns the files written."""
    written = []
    for source in sorted(root.glob("crmctl/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as text, target.open("wb") as binary:
            write_mo(binary, read_po(text))
        written.append(target)
    return written


class TranslationHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        compile_catalogues(Path(self.root))
