"""Why a file is not taken: what is wrong, why it matters, and how to mend it."""

from __future__ import annotations


class NotTaken(Exception):
    """A file that is not taken. Inside the room it holds what follows the file's name in the
    sentence ("is empty: …"); from `checked` it holds the whole sentence."""


AS_PDF = "save it as a PDF and attach that"
DAMAGED = "is damaged, so nobody could open it: save it again and attach the new one"
ANOTHER = (
    "is another kind of file inside than its name says: save it again from the program that it "
    "was made with"
)
LOCKED = "is protected by a password, so it can't be checked or read: save it without one"
MACROS = f"holds macros, which can harm whoever opens it: {AS_PDF}"
INSIDE = f"holds another file inside it, which can't be checked: {AS_PDF}"
OUTSIDE = f"fetches something from elsewhere when it is opened, which can do harm: {AS_PDF}"
LINKED = (
    "is linked to other files, from which it fetches things when it is opened: break the links (in "
    f"Excel: Data, Edit Links), or {AS_PDF}"
)
BOMB = "would grow beyond measure when it is opened: save it again with less in it, or as a PDF"
TWO_IN_ONE = "is two kinds of file in one, which can do harm: save it again, or as a PDF"
