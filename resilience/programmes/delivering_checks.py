"""That the parts of how help is followed fit the rest of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice

FORMS = {"report_form": "progress", "exit_form": "exit_review"}
"""The fields that name a form, each with the form they name where they are left out."""


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Words used twice, and forms that the pack does not have."""
    delivering, forms = pack.get("delivering"), ids_of(pack, "forms")
    if not isinstance(delivering, Mapping):
        return
    for kind in ("standings", "reached"):
        yield from twice((("delivering", *path), one) for path, one in tables(delivering, kind))
    for field, usual in FORMS.items():
        named = delivering.get(field, usual)
        if isinstance(named, str) and named not in forms and len(set(forms)) == len(forms):
            yield Misfit(
                ("delivering", field),
                f"expected the id of a form ({listed(forms)}), found “{named}”; "
                "correct it or add the form",
            )
