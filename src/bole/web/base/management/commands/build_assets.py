"""Write the files that the pages need and that are made, not kept: call it before collectstatic."""

from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from django.core.management.base import BaseCommand

VENDOR = Path(__file__).resolve().parents[2] / "static" / "common" / "vendor"
BUNDLE = VENDOR / "vega.js"
SNIPPET = "window.vegaEmbed = vegaEmbed;"
STAMP = "/*! Vega, Vega-Lite and Vega-Embed, BSD-3-Clause; bundled by vl-convert {version} */\n"


def build(folder: Path = VENDOR) -> Path:
    """Write the bundle that draws charts, unless this version of it is there; its path."""
    bundle = folder / BUNDLE.name
    stamp = STAMP.format(version=version("vl-convert-python"))
    if bundle.is_file():
        with bundle.open(encoding="utf-8") as file:
            if file.readline() == stamp:
                return bundle
    folder.mkdir(parents=True, exist_ok=True)
    partial = bundle.with_suffix(".partial")
    partial.write_text(stamp + vl_convert.javascript_bundle(SNIPPET), encoding="utf-8")
    partial.replace(bundle)
    return bundle


class Command(BaseCommand):
    """`python -m bole.web.manage build_assets`."""

    help = "Write the bundle that draws charts into the static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """No options but where to."""
        parser.add_argument("--folder", type=Path, default=VENDOR)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say where."""
        del args
        self.stdout.write(str(build(options["folder"])))
