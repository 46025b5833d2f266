"""The encoding of a file: its mark, else strict UTF-8, else a guess that says how sure it is."""

import codecs
import io
from typing import BinaryIO, NamedTuple

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.guess import ASCII, CANDIDATES, Guess, guess
from crmctl.importing.places import CHUNK, LONGEST_LINE, Walk, place, walk
from crmctl.importing.two_encodings import refuse_utf_8_inside

SAMPLE = 16 << 10
OVERRULING_MARGIN = 60.0
"""Nats: it takes more to contradict a person than to guess alone."""
UTF_8_BY_CHANCE = 10
"""Bytes beyond ASCII: a word or two of cp866 may be UTF-8 by accident, not more."""
SHORTEST_UTF_16 = 20
"""Bytes: in less, two NULs prove nothing."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ONE_BYTE = (*CANDIDATES, "cp1252", "iso8859-1")


class Decoded(NamedTuple):
    """How to read a file. `preview` shows lines beyond ASCII, for the person to judge an uncertain guess by."""

    encoding: str
    certain: bool
    preview: str = ""
    lines: int = 0
    ends_line: bool = False
    lone_returns: bool = False


class UncertainEncoding(BadInput):
    """Nobody can tell the encoding; in a terminal `preview`, which holds data, may be shown to confirm `guess`."""

    def __init__(self, decoded: Decoded, file: str) -> None:
        super().__init__(
            _("the encoding cannot be told for certain; perhaps {encoding}").format(encoding=decoded.encoding),
            _("Give --encoding: cp1251, koi8-r, cp866, cp1252 or another."),
            file=file,
        )
        self.guess, self.preview = decoded.encoding, decoded.preview


def detect(data: bytes, encoding: str = "") -> Decoded:
    """The encoding of `data`, or the given one once all of `data` proved to be in it (BadInput, UsageError)."""
    return detect_in(io.BytesIO(data), encoding)


def detect_in(stream: BinaryIO, encoding: str = "", *, file: str = "", longest: int = LONGEST_LINE) -> Decoded:
    """As `detect`, over a seekable file; `file` is its name in errors, `longest` a line's characters at most."""
    given = _known(encoding) if encoding else ""
    marked = _marked(stream)
    if marked and given and not marked.startswith(given.removesuffix("-le").removesuffix("-be")):
        reason = _("the file is marked as {encoding} by its first bytes").format(encoding=marked)
        raise BadInput(reason, _("Leave --encoding out."), file=file, line=1, column=1)
    wanted = marked or given.removesuffix("-sig")
    if not wanted:
        return _undeclared(stream, file, longest)
    met = walk(stream, wanted, longest)
    _readable(stream, wanted, met, file)
    if not marked and met.seen_beyond_ascii:
        _contradicted(stream, given, file)
        _in_one(stream, given, file)
    return _decoded(wanted, met)


def _known(name: str) -> str:
    """The name as Python spells it, of an encoding of text."""
    try:
        bytes(4).decode(name)  # zeros are text in every encoding; empty bytes would not even be looked at
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        reason = _("there is no encoding called {name}").format(name=name)
        raise UsageError(reason, _("Try utf-8, cp1251, koi8-r, cp866, cp1252 or utf-16.")) from None


def _marked(stream: BinaryIO) -> str:
    stream.seek(0)
    head = stream.read(4)
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def _readable(stream: BinaryIO, encoding: str, met: Walk, file: str) -> None:
    if met.fault is None:
        return
    line, column = place(stream, encoding, None if met.why == "nul" else met.fault)
    reason, hint = {
        "decode": (
            _("these bytes are not {encoding} text").format(encoding=encoding),
            _("The file is damaged or cut off, or --encoding is wrong."),
        ),
        "nul": (_("a NUL byte: this is not a text file"), _utf_16_hint(stream) or _not_text()),
        "long": (_("a line too long to be a table's row"), ""),
    }[met.why]
    raise BadInput(reason, hint, file=file, line=line, column=column)


def _not_text() -> str:
    return _("Perhaps it is the wrong file; a table is saved as CSV or XLSX.")


def _utf_16_hint(stream: BinaryIO) -> str:
    """UTF-16 without a mark has its NULs nearly all on one side of the pairs."""
    stream.seek(0)
    head = stream.read(4096)
    first, second = head[::2].count(0), head[1::2].count(0)
    if (
        len(head) < SHORTEST_UTF_16
        or 10 * max(first, second) < len(head)
        or 10 * min(first, second) > max(first, second)
    ):
        return ""
    name = "utf-16-le" if second > first else "utf-16-be"
    return _("It looks like UTF-16: give --encoding {encoding}.").format(encoding=name)


def _contradicted(stream: BinaryIO, given: str, file: str) -> None:
    """A one-byte encoding reads any file without complaint: refuse it where another one is certain."""
    if given not in _ONE_BYTE:
        return
    sample, first = _sample(stream)
    guessed = guess(sample)
    really = guessed.encoding if guessed.certain and guessed.margin >= OVERRULING_MARGIN else ""
    if len(sample.translate(None, ASCII)) >= UTF_8_BY_CHANCE and walk(stream, "utf-8").fault is None:
        really = "utf-8"
    if really in {"", given}:
        return
    line, column = place(stream, given, first)
    reason = _("the text is not {given}; it reads as {really}").format(given=given, really=really)
    raise BadInput(reason, _("Leave --encoding out."), file=file, line=line, column=column)


def _in_one(stream: BinaryIO, encoding: str, file: str) -> None:
    if encoding in _ONE_BYTE:
        refuse_utf_8_inside(stream, encoding, file)


def _undeclared(stream: BinaryIO, file: str, longest: int) -> Decoded:
    met = walk(stream, "utf-8", longest)
    if met.why != "decode":
        _readable(stream, "utf-8", met, file)
        return _decoded("utf-8", met)
    sample, _first = _sample(stream)
    if _mostly_utf_8(sample):
        _readable(stream, "utf-8", met, file)
    guessed = guess(sample)
    name = guessed.encoding or "cp1252"
    met = walk(stream, name, longest)
    if met.why == "decode":
        name, met = "iso8859-1", walk(stream, "iso8859-1", longest)
        guessed = Guess("", 0)
    _readable(stream, name, met, file)
    _in_one(stream, name, file)
    preview = "\n".join(line[:120] for line in sample.decode(name, "replace").splitlines()[:5])
    return _decoded(name, met)._replace(certain=guessed.certain, preview=preview)


def _decoded(encoding: str, met: Walk) -> Decoded:
    return Decoded(encoding, certain=True, lines=met.lines, ends_line=met.ends_line, lone_returns=met.lone_returns)


def _sample(stream: BinaryIO) -> tuple[bytes, int]:
    """Lines with bytes beyond ASCII, up to SAMPLE bytes of them, and the offset of the first such byte."""
    stream.seek(0)
    kept: list[bytes] = []
    size = first = at = 0
    while size < SAMPLE and (chunk := stream.readline(CHUNK)):
        if not chunk.isascii():
            first = first if kept else at + chunk.index(chunk.translate(None, ASCII)[:1])
            kept.append(chunk[: SAMPLE - size])
            size += len(kept[-1])
        at += len(chunk)
    return b"".join(kept), first


def _mostly_utf_8(sample: bytes) -> bool:
    """Damaged or cut-off UTF-8, which a guess among one-byte encodings would turn into letter soup."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("�")
    whole = sum(char > "\x7f" for char in text) - broken
    return whole >= 10 * broken
