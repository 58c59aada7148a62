"""The web address in a QR code that is a label as well: https://id.gs1.org/01/09501101531000/10/AB?17=261231.

The path names the thing by its key and what narrows the key down, the query adds its other fields; the domain is
free. After the GS1 Digital Link standard, URI syntax, uncompressed form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from wms.gs1.element_string import ElementString, element_string
from wms.gs1.errors import BadDigitalLink, legible
from wms.gs1.gtin import GTIN_LENGTHS

GS1_RESOLVER = "https://id.gs1.org"
# Each key, first the one that names a link when a label has several, with its qualifiers in the order of the path.
_KEYS: dict[str, tuple[str, ...]] = {
    "8006": ("22", "10", "21"),
    "01": ("22", "10", "21", "235"),
    "00": (),
    "414": ("254", "7040"),
    "402": (),
    "401": (),
    "417": ("7040",),
    "8017": ("8019",),
    "8018": ("8019",),
    "8003": (),
    "8004": ("7040",),
    "253": (),
}
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """A parsed link: the label it stands for, and `base`, the address before the key: "https://id.gs1.org"."""

    label: ElementString
    base: str


def is_web_address(text: str) -> bool:
    """Whether `text` begins as a web address does."""
    return _WEB.match(text) is not None


def holds_key(uri: str) -> bool:
    """Whether the path of `uri` has a GS1 key in it, be its value right or wrong."""
    return is_web_address(uri) and _key_position(_segments(uri)) is not None


def parse_digital_link(uri: str, *, today: date | None = None) -> DigitalLink:
    """Read an uncompressed link. A GTIN may be written with 8, 12, 13 or 14 digits.

    Query fields whose names are not digits (linkType and the like) are passed over. Raises BadDigitalLink, or what
    `element_string` raises.
    """
    if not is_web_address(uri):
        raise BadDigitalLink("«{found}» is no web address.", found=legible(uri))
    segments = _segments(uri)
    start = _key_position(segments)
    if start is None:
        raise BadDigitalLink("The web address «{found}» holds no GS1 key.", found=legible(uri))
    path_fields = list(_path_fields(segments[start:]))
    label = element_string([*path_fields, *_query_fields(uri)], today=today)
    split = urlsplit(uri)
    return DigitalLink(label, "/".join([f"{split.scheme}://{split.netloc}", *segments[:start]]))


def build_digital_link(label: ElementString, *, base: str = GS1_RESOLVER) -> str:
    """The link for `label` under `base`. Raises BadDigitalLink when the label has no key to be found by."""
    fields = label.fields()
    key = next((code for code in _KEYS if code in fields), None)
    if key is None:
        raise BadDigitalLink("The label holds no GS1 key such as a GTIN or an SSCC, so there is no link for it.")
    in_path = [code for code in (key, *_KEYS[key]) if code in fields]
    path = "".join(f"/{code}/{quote(fields[code], safe='')}" for code in in_path)
    in_query = sorted(fields.keys() - set(in_path))
    query = "&".join(f"{code}={quote(fields[code], safe='')}" for code in in_query)
    return base.rstrip("/") + path + (f"?{query}" if query else "")


def _segments(uri: str) -> list[str]:
    try:
        path = urlsplit(uri).path
    except ValueError as error:  # a host in square brackets that is no address
        raise BadDigitalLink("«{found}» is no web address.", found=legible(uri)) from error
    return path.strip("/").split("/")


def _key_position(segments: list[str]) -> int | None:
    # Keys and values take turns up to the end of the path, so only every second segment from the end can be a key.
    return next((at for at in range(len(segments) - 2, -1, -2) if segments[at] in _KEYS), None)


def _path_fields(segments: list[str]) -> Iterator[tuple[str, str]]:
    key, value = segments[0], unquote(segments[1])
    yield key, value.zfill(14) if key == "01" and len(value) in GTIN_LENGTHS else value
    for code, text in zip(segments[2::2], segments[3::2], strict=True):
        if code not in _KEYS[key]:
            raise BadDigitalLink("({found}) has no place in the path of a link for ({key}).", found=code, key=key)
        yield code, unquote(text)


def _query_fields(uri: str) -> Iterator[tuple[str, str]]:
    for part in re.split("[&;]", urlsplit(uri).query):
        name, _, value = part.partition("=")
        if name.isdecimal():
            yield name, unquote(value)
