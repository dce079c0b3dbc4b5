"""A real mail server for the tests, which says of each e-mail what the test wants it to."""

from __future__ import annotations

import asyncio
import socket
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

TAKEN = "250 Taken"


def words_of(mail: EmailMessage) -> str:
    """The text of an e-mail."""
    return str(mail.get_content()).replace("\r\n", "\n")


class PostOffice:
    """`taken`: what it took, in order, and `begun`: how many were handed in. `answers`: what it
    says of an address instead; `slow`: the seconds it takes over each e-mail."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.begun = 0
        self.answers: dict[str, str] = {}
        self.slow = 0.0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._open: Controller | None = None

    def open(self) -> None:
        self._open = Controller(self, hostname="127.0.0.1", port=self.port)
        self._open.start()

    def close(self) -> None:
        if self._open:
            self._open.stop()
        self._open = None

    def wait_for(self, number: int) -> None:
        """Until so many e-mails were handed in, taken or not."""
        last = time.monotonic() + 60
        while self.begun < number:
            assert time.monotonic() < last, f"{self.begun} of {number} e-mails came"
            time.sleep(0.05)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, email: str) -> list[EmailMessage]:
        """What it took for an address."""
        return [one for one in self.taken if one["To"] == email]

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 Known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.begun += 1
        await asyncio.sleep(self.slow)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return TAKEN
