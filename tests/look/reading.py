"""Read a page as strictly as a careful person would."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img", "col"}
SHAPES = {"rect", "path", "circle", "polygon", "polyline"}


class Reader(HTMLParser):
    """Collects elements and text, and complains of tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says an attribute twice: {names}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID | SHAPES, f"<{tag}/> is not closed in HTML"
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def check(html: str) -> Reader:
    """Fail unless tags match, ids are unique, references resolve and the policy would allow it."""
    page = Reader(html)
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids)), "an id is used twice"
    for tag, attrs in page.elements:
        assert "style" not in attrs, f"<{tag}> has an inline style"
        assert not [name for name in attrs if name.startswith("on")], f"<{tag}> has a script"
        for name in ("for", "aria-labelledby", "aria-describedby"):
            missing = set((attrs.get(name) or "").split()) - set(ids)
            assert not missing, f"<{tag} {name}> names {missing}"
        if tag == "script":
            assert attrs.get("src"), "an inline script"
        if (attrs.get("href") or "").startswith("#") and attrs.get("class") is None:
            assert attrs["href"][1:] in ids, f"{attrs['href']} leads nowhere"
    named = {attrs["for"] for attrs in page.all("label")}
    for tag in ("input", "select", "textarea"):
        for attrs in page.all(tag):
            assert attrs.get("type") == "hidden" or attrs["id"] in named, f"no label: {attrs}"
    return page
