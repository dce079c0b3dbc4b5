"""Who has a local programme to look at."""

from __future__ import annotations

from resilience.accounts.access import sees
from resilience.accounts.tiers import Tier

local_seen = sees(Tier.COUNTS, Tier.COMMISSIONER)
