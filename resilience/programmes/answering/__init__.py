"""What people answer to the questions of a pack's form. No database: answers go in and come out.

    form = form_for(part, draft.answers, menu=pack.menu, data=request.POST, files=request.FILES)
    form.is_valid()         # whether the part is finished as it stands
    form.answers            # what to keep, by question; only of questions that are asked

With `finished=False` what is there is kept, nothing is called missing, and what is too long is
told (`form.told`) and not refused. `problems` says what stands between stored answers and sending
them, `said` how an answer reads.
"""

from __future__ import annotations

from resilience.programmes.answering.conditions import asked
from resilience.programmes.answering.forms import PartForm, form_for, problems
from resilience.programmes.answering.said import said, total_list_size

__all__ = ["PartForm", "asked", "form_for", "problems", "said", "total_list_size"]
