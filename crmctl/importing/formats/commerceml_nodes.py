"""The counterparties of a CommerceML file, each as a small tree, read in one pass however big the rest is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.formats.gathering import harmless

ROOT, COUNTERPARTY = "КоммерческаяИнформация", "Контрагент"
REPRESENTATIVE = "Представитель"
_PLACED = {COUNTERPARTY, REPRESENTATIVE}
"""Whose lines are said."""
DEEPEST = 16
LONGEST = 1 << 20
"""Characters of one counterparty."""


class Node(NamedTuple):
    """An element with its text or its children; `line` is where it starts, or the record it is a part of."""

    line: int
    name: str
    texts: list[str]
    children: list["Node"]

    @property
    def text(self) -> str:
        return harmless("".join(self.texts)).strip()

    def all(self, *names: str) -> Iterator["Node"]:
        """The children of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> str:
        """The text of the first child of these names that has any."""
        for name in names:
            for child in self.children:
                if child.name == name and (text := child.text):
                    return text
        return ""


def read_counterparties(path: Path, take: Callable[[Node], None]) -> None:
    """Hand over one after the other; raises BadInput with the place of what is no XML or no CommerceML.

    Entities, and anything else a document could make grow or fetch, are refused.
    """
    from xml.sax import SAXParseException

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    handler = _Handler(str(path), take)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        with path.open("rb") as stream:
            parser.parse(stream)
    except SAXParseException as error:
        reason = _("this is not well-formed XML from here on")
        raise handler.refusal(reason, error.getLineNumber(), (error.getColumnNumber() or 0) + 1) from None
    except DefusedXmlException:
        raise handler.refusal(_("a document type or an entity is declared, which no export does")) from None
    except (LookupError, ValueError):
        raise BadInput(_("the encoding it names is not known"), file=str(path), line=1) from None


class _Handler(ContentHandler):
    """Keeps what is within counterparties, and forgets the rest."""

    def __init__(self, file: str, take: Callable[[Node], None]) -> None:
        super().__init__()
        self._file, self._take = file, take
        self._depth = 0
        self._open: list[Node] = []
        self._size = 0
        self._locator = Locator()

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX names it
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - SAX names it
        bare = name.rpartition(":")[2]
        if not self._depth and bare != ROOT:
            raise self.refusal(_("is an XML document, but no CommerceML"))
        self._depth += 1
        if not self._open and bare != COUNTERPARTY:
            return
        line = self._line if bare in _PLACED else self._open[-1].line
        node = Node(line, bare, [], [])
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._size = 0
        self._open.append(node)
        self._refuse_huge(len(self._open) > DEEPEST)

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].texts.append(content)
            self._size += len(content) + 1
            self._refuse_huge(self._size > LONGEST)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX names it
        self._depth -= 1
        if self._open and len(self._open) == 1:
            self._take(self._open.pop())
        elif self._open:
            self._open.pop()

    @property
    def _line(self) -> int:
        return self._locator.getLineNumber() or 1

    def _refuse_huge(self, huge: bool) -> None:  # noqa: FBT001
        if huge:
            raise self.refusal(_("a counterparty that is too big"))

    def refusal(self, reason: str, line: int | None = None, column: int | None = None) -> BadInput:
        return BadInput(reason, file=self._file, line=line or self._line, column=column)
