"""The dossier of a case: all about it that somebody may see, on paper and for machines, whole with
marks for a request under the Freedom of Information Act, or with what is marked taken out."""

from __future__ import annotations
