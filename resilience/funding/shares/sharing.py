"""Fair shares: a sum of money split by population in whole pence (G4.3)."""

from __future__ import annotations

from collections.abc import Mapping


def fair(pence: int, populations: Mapping[str, int]) -> dict[str, int]:
    """Split a sum by population, by largest remainder (Hamilton's method): each has its exact share
    rounded down, and the pence that are left go one each to the largest remainders, of equal ones
    to the first by code. The shares sum to the sum exactly; who has nobody has nothing.

    `populations` are patients by code of the area. Raises ValueError for less than no money or
    nobody, and where there is nobody at all to share it by.
    """
    if pence < 0 or any(people < 0 for people in populations.values()):
        raise ValueError("money and populations are never below zero")
    everybody = sum(populations.values())
    if not everybody:
        raise ValueError("there is nobody to share the money by")
    shares, left = {}, {}
    for code, people in populations.items():
        shares[code], left[code] = divmod(pence * people, everybody)
    over = pence - sum(shares.values())
    for code in sorted(left, key=lambda one: (-left[one], one))[:over]:
        shares[code] += 1
    return shares
