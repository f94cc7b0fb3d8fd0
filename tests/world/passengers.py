"""Somebody with a telephone: opens what a code says, follows links, sends forms; no account."""

import re
from dataclasses import dataclass, field
from html import unescape
from uuid import uuid4

from django.conf import settings
from django.test import Client

from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator


def scanned(*, elevator: Elevator) -> str:
    """Return what a telephone opens when it reads the code."""
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def form_of(*, page: str, holding: str) -> dict[str, str]:
    """Return what a browser would send of the form that holds a field or button of this name.

    Hidden fields, written text and the boxes that are ticked; the rest is the reader's to say.
    """
    (form,) = [one for one in re.findall(r"<form\b.*?</form>", page, re.S) if f'"{holding}"' in one]
    given = {"": re.findall(r'<form[^>]* action="([^"]*)"', form)[0]}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") not in {"radio", "checkbox", "file"} or " checked" in tag:
            given[told["name"]] = unescape(told.get("value", ""))
    for name, words in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)<', form):
        given[name] = unescape(words).strip("\n")
    return given


@dataclass
class Passenger:
    """One person at one network address, with a browser that keeps no cookie from before."""

    origin: str = "198.51.100.7"
    phone: Client = field(default_factory=Client)
    page: str = ""
    at: str = ""

    def open(self, there: str) -> str:
        """Open an address and return its page, whatever it says."""
        return self._read(self.phone.get(there, follow=True, **self._line()), there)

    def send(self, holding: str, **said: object) -> str:
        """Fill in and send the form of the page that holds this name; return the next page."""
        form: dict[str, object] = dict(form_of(page=self.page, holding=holding))
        there = str(form.pop("")) or self.at
        form = {name: value for name, value in form.items() if value != "" or name in said}
        return self._read(self.phone.post(there, form | said, follow=True, **self._line()), there)

    def press(self, deed: str, **said: object) -> str:
        """Press the button of this deed on a page behind a follow link."""
        there = self.at.partition("?")[0] + "/say"
        said = {"deed": deed, "form_id": str(uuid4()), **said}
        return self._read(self.phone.post(there, said, follow=True, **self._line()), there)

    def reports(self, *, elevator: Elevator, topic: str = "door", **said: object) -> str:
        """Scan, choose, send: the way of three taps; return the address that follows it."""
        page = self.open(scanned(elevator=elevator))
        (there, *_) = re.findall(r'href="([^"]+/report)"', page)
        self.open(there)
        self.send("topic", topic=topic, **said)
        assert self.at.startswith("/r/"), self.page
        return self.at.partition("?")[0]

    def _line(self) -> dict[str, str]:
        return {"REMOTE_ADDR": self.origin}

    def _read(self, answer: object, there: str) -> str:
        chain = getattr(answer, "redirect_chain", [])
        self.at = chain[-1][0] if chain else there
        self.page = answer.content.decode()  # type: ignore[attr-defined]
        return self.page
