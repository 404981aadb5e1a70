"""The filter panel, and the filters as a sentence with chips."""

from typing import Any

from components.bridge.panel import panel
from components.words.names import chosen_names, option_name
from components.words.sentence import sentence
from components.words.text import Text
from geo.atlas import GROUPS, Atlas
from geo.basis.folding import alphabetic
from geo.filters import FILTERS, group_token, stages_of_group
from geo.selection import Selection

ALWAYS_OPEN = ("province", "stage")


def filter_panel(atlas: Atlas, selection: Selection, text: Text) -> dict[str, Any]:
    """Every filter with its options, counts under the other filters, and state.

    A trade nobody has is left out.
    """
    view = selection.view
    filters = []
    for filter_ in FILTERS:
        chosen, counts = view.chosen(filter_.param), selection.options[filter_.param]
        values = filter_.values(atlas)
        if filter_.param == "trade":
            used = set(filter_.codes(atlas).tolist())
            values = [v for position, v in enumerate(values) if position in used]
        options = [
            {
                "value": v,
                "label": option_name(atlas, text, filter_.param, v),
                "count": text.number(counts[v]),
            }
            | _flags(zero=not counts[v], on=v in chosen)
            for v in values
        ]
        if filter_.param == "province":
            for option in options:
                if not selection.provinces.at[option["value"], "on_file"]:
                    option["count"] = text("map.no_record")
            options.sort(key=lambda o: alphabetic(str(o["label"])))
        if filter_.param == "stage":
            options = _with_groups(atlas, text, options, counts)
        if selection.is_unknown and filter_.param != "province":
            options = [option | {"count": text("table.not_reported")} for option in options]
        filters.append(
            {
                "param": filter_.param,
                "title": text(f"filters.{filter_.param}"),
                "open": filter_.param in ALWAYS_OPEN or bool(chosen),
                "chosen": text.number(len(chosen)) if chosen else None,
                "options": options,
            }
        )
    return {
        "title": text("filters.title"),
        "searchLabel": text("filters.search"),
        "searchHint": text("filters.search_hint"),
        "text": view.text,
        "filters": filters,
    }


def _flags(**flags: bool) -> dict[str, bool]:
    """Those that are set: what is not sent is false."""
    return {name: True for name, flag in flags.items() if flag}


def _with_groups(
    atlas: Atlas, text: Text, options: list[dict[str, Any]], counts: dict[str, int]
) -> list[dict[str, Any]]:
    """The stages under their groups; a group switches all of its stages."""
    by_value = {o["value"]: o for o in options}
    rows: list[dict[str, Any]] = []
    for group in GROUPS:
        inside = [by_value.pop(s) for s in stages_of_group(atlas, group)]
        on = ["on" in o for o in inside]
        total = sum(counts[o["value"]] for o in inside)
        flags = _flags(on=all(on), partly=any(on) and not all(on), zero=not total, group=True)
        rows.append(
            {
                "value": group_token(group),
                "label": text(f"group.{group}"),
                "count": text.number(total),
            }
            | flags
        )
        rows += [o | {"inside": True} for o in inside]
    return rows + list(by_value.values())


def chips(atlas: Atlas, selection: Selection, text: Text) -> list[dict[str, Any]]:
    """A chip for each chosen value, with the action that takes it off."""
    view = selection.view
    found = [
        {
            "label": text("sentence.chip", filter=text(f"filters.{f.param}"), value=name),
            "action": {"toggle": {f.param: value}},
        }
        for f in FILTERS
        for value, name in chosen_names(atlas, text, f.param, view.chosen(f.param))
    ]
    if view.text:
        found.append(
            {"label": text("sentence.text", values=view.text), "action": {"put": {"q": ""}}}
        )
    return [chip | {"remove": text("sentence.remove", label=chip["label"])} for chip in found]


def render_panel(atlas: Atlas, selection: Selection, text: Text) -> None:
    panel("filters", filter_panel(atlas, selection, text))


def render_sentence(atlas: Atlas, selection: Selection, text: Text) -> None:
    panel(
        "sentence",
        {
            "sentence": sentence(atlas, selection, text),
            "chips": chips(atlas, selection, text),
            "clear": text("sentence.clear"),
        },
    )
