"""How a dataclass of the contract reaches the browser: as JSON, and declared in TypeScript.

One rule for both. A field `more_rows` is `moreRows` there, and `class_` is `class`. A field that
has a default is left out where it stands at it; one without is always sent, and so is one that its
class alone sets (`init=False`): the tag that tells the parts of a union apart.
"""

import json
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class Panel:
    """What the script of a panel receives. The script of the class StageTable is stage_table.js."""

    @classmethod
    def script(cls) -> str:
        """The name of the script, without `.js`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def browser_name(field: str) -> str:
    """The name that a field has in the browser."""
    first, *rest = field.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def json_of(value: object) -> str:
    """A value of the contract as JSON, as short as it can be.

    Persian stays as it is: Streamlit's own JSON writes each letter as six bytes. Raises TypeError
    where the value holds something that is none of the contract's types.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_to_dict)


def inert_json(value: object) -> str:
    """The same where a document holds it: it ends no element, and no line of a script."""
    plain = json_of(value)
    for character in "<>&\u2028\u2029":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    return plain


def _to_dict(value: Any) -> dict[str, Any]:
    """What is sent of a dataclass."""
    if not is_dataclass(value):
        raise TypeError(f"{type(value)} has no form in the browser")
    return {
        name: held
        for field, name, default in _sent_fields(value.__class__)
        # a default of another type is another value: False is no 0
        if (held := getattr(value, field)) is not default
        and not (type(held) is type(default) and held == default)
    }


@cache
def _sent_fields(of: Any) -> tuple[tuple[str, str, object], ...]:
    """The fields of a dataclass: name, name in the browser, default."""
    return tuple((field.name, browser_name(field.name), _default(field)) for field in fields(of))


def _default(field: Field[Any]) -> object:
    """What a field is left out at; MISSING where it is always sent."""
    return field.default if field.init else MISSING


def declarations(classes: Iterable[type]) -> str:
    """The dataclasses as interfaces of TypeScript, each with its first line of documentation."""
    return "\n".join(_interface(each) for each in classes)


def _interface(of: Any) -> str:
    hints = get_type_hints(of)
    lines = []
    for field in fields(of):
        is_sent = _default(field) is MISSING
        hint = hints[field.name]
        declared = _type(hint, without_none=field.default is None)
        lines.append(f"  {browser_name(field.name)}{'' if is_sent else '?'}: {declared};")
    summary = (of.__doc__ or "").strip().splitlines()[0]
    return "\n".join([f"/** {summary} */", f"export interface {of.__name__} {{", *lines, "}", ""])


_SIMPLE: Mapping[object, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def _type(hint: Any, *, without_none: bool = False) -> str:
    """The TypeScript of a type; raises TypeError for one that has no form in the browser."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if is_dataclass(hint):
        return str(hint.__name__)  # type: ignore[union-attr]
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(json.dumps(word) for word in inside)
    if origin in (Union, types.UnionType):
        parts = [part for part in inside if not (without_none and part is type(None))]
        return " | ".join(dict.fromkeys(_type(part) for part in parts))
    if origin is tuple and inside[-1] is not ...:
        return f"[{', '.join(map(_type, inside))}]"
    if origin is not None and issubclass(origin, Sequence):
        return f"({item})[]" if " | " in (item := _type(inside[0])) else f"{item}[]"
    if origin is not None and issubclass(origin, Mapping):
        return f"Record<string, {_type(inside[1])}>"
    raise TypeError(f"{hint} has no form in the browser")
