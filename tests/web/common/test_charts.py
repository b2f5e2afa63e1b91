"""Charts: one definition for the page and for paper, and the bundle that draws them."""

from pathlib import Path

from bole.web.base.charts import TierCount, spec, svg, tier_distribution
from bole.web.base.management.commands.build_assets import build

ROWS = [TierCount("S1", 2), TierCount("M1", 31), TierCount("T1", 7)]


def test_the_chart_keeps_the_order_of_the_ladder() -> None:
    document = spec(tier_distribution(ROWS))
    assert document["layer"][0]["encoding"]["y"]["sort"] == ["S1", "M1", "T1"]


def test_the_same_chart_becomes_a_picture_for_paper() -> None:
    picture = svg(tier_distribution(ROWS))
    assert picture.startswith("<svg")
    assert "31" in picture


def test_the_bundle_is_written_once_for_a_version(tmp_path: Path) -> None:
    bundle = build(tmp_path)
    written = bundle.stat().st_mtime_ns
    assert build(tmp_path).stat().st_mtime_ns == written
    assert [path.name for path in tmp_path.iterdir()] == ["vega.js"]
    assert "vegaEmbed" in bundle.read_text(encoding="utf-8")
