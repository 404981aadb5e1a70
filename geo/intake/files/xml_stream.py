"""XML read as a stream, element by element.

A document type, and with it entities of its own, is refused.
"""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar
from xml.parsers import expat


class Handler(Protocol):
    """What is told of the XML. Made with its parser, on which it may set what else it listens for:
    texts, ends of elements.
    """

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins; `tag` is `namespace|name`."""


H = TypeVar("H", bound=Handler)


class Locals(dict[str, str]):
    """`namespace|name` to its name."""

    def __missing__(self, tag: str) -> str:
        """The name of a tag that comes for the first time."""
        name = self[tag] = tag.rpartition("|")[2]
        return name


def stream_xml(chunks: Iterable[bytes], handler_of: Callable[[expat.XMLParserType], H]) -> H:
    """Tell a handler of the XML, and give it back.

    Raises expat.ExpatError: not well-formed, or with a document type.
    """
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    handler = handler_of(parser)

    def refuse(*_: object) -> None:
        raise expat.ExpatError("a document type")

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = handler.start, refuse
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return handler
