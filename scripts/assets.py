"""Copy the third-party assets that pages use from node_modules to the static files of `look`.

The NHS stylesheet is changed in two ways: its fonts are taken out, as they come from another
host and are licensed to NHS bodies only, and its addresses become relative, so that they hold
wherever static files are served from and can be hashed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NHS = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
VENDOR = ROOT / "resilience" / "look" / "static" / "vendor"


def without_fonts(css: str) -> str:
    return re.sub(r"@font-face\s*\{[^}]*\}", "", css)


def with_relative_addresses(css: str) -> str:
    return re.sub(r"url\((['\"]?)/assets/", r"url(\1assets/", css)


def without_source_map(text: str) -> str:
    """Drop the pointer to a map that is not copied: hashing static files would look for it."""
    return re.sub(r"\n?(/\*#|//#) sourceMappingURL=\S+( \*/)?\s*$", "\n", text)


def copy_nhs_frontend(target: Path) -> None:
    shutil.copytree(NHS / "assets", target / "assets")
    css = (NHS / "nhsuk-frontend.min.css").read_text()
    css = without_source_map(with_relative_addresses(without_fonts(css)))
    (target / "nhsuk-frontend.min.css").write_text(css)
    js = (NHS / "nhsuk-frontend.min.js").read_text()
    (target / "nhsuk-frontend.min.js").write_text(without_source_map(js))


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy_nhs_frontend(VENDOR / "nhsuk")


if __name__ == "__main__":
    main()
