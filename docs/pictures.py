"""Take the pictures of the report that the documentation shows.

    python docs/pictures.py

Needs ``pip install -e '.[browser]'`` and Chromium.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

import cleaner
from cleaner import report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
COLOURS = 255
ONE = {
    "text": "en/cross-promotion--seed-shape.txt",
    "page": "en/media--gallery-controls-and-counters.html",
    "arabic": "ar/cross-promotion--iqra-aydan-broadsheet.html",
}


def cleaned(path: Path) -> tuple[str, cleaner.Article]:
    data = path.read_bytes()
    clean = cleaner.clean_html(data) if path.suffix == ".html" else cleaner.clean_text(data.decode())
    return path.relative_to(FIXTURES).as_posix(), clean


def many() -> list[Path]:
    inputs = sorted(path for path in FIXTURES.glob("??/*") if path.suffix in {".html", ".txt"})
    return inputs[:: len(inputs) // 100][:100]


def take(browser: Browser, name: str, paths: list[Path], width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(report.to_page(map(cleaned, paths)), "utf-8")
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(file.as_uri())
            page.locator("article:visible del").nth(1).hover()
            shot = Image.open(io.BytesIO(page.screenshot()))
            shot.quantize(COLOURS).save(ROOT / "docs" / "pictures" / f"report-{name}-{scheme}.png", optimize=True)
            page.close()


def main() -> None:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path in ONE.items():
            take(browser, name, [FIXTURES / path], 1100)
        take(browser, "many", many(), 1440)
        browser.close()


if __name__ == "__main__":
    main()
