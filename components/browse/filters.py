"""The filter panel, and the filters as a sentence with chips."""

from dataclasses import replace

from components.bridge.panel import panel
from components.contract.browse import Chip, Filter, FilterOption, Filters, Sentence
from components.contract.links import Action
from components.words.names import chosen_names, option_name
from components.words.sentence import sentence
from components.words.text import Text
from geo.atlas import GROUPS, Atlas
from geo.basis.folding import alphabetic
from geo.filters import FILTERS, group_token, stages_of_group
from geo.selection import Selection

ALWAYS_OPEN = ("province", "stage")


def filter_panel(atlas: Atlas, selection: Selection, text: Text) -> Filters:
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
            FilterOption(
                v,
                option_name(atlas, text, filter_.param, v),
                text.number(counts[v]),
                on=v in chosen,
                zero=not counts[v],
            )
            for v in values
        ]
        if filter_.param == "province":
            recorded = selection.provinces["on_file"]
            options = [
                o if recorded[o.value] else replace(o, count=text("map.no_record")) for o in options
            ]
            options.sort(key=lambda o: alphabetic(o.label))
        if filter_.param == "stage":
            options = _with_groups(atlas, text, options, counts)
        if selection.is_unknown and filter_.param != "province":
            options = [replace(o, count=text("table.not_reported")) for o in options]
        filters.append(
            Filter(
                param=filter_.param,
                title=text(f"filters.{filter_.param}"),
                open=filter_.param in ALWAYS_OPEN or bool(chosen),
                chosen=text.number(len(chosen)) if chosen else None,
                options=options,
            )
        )
    return Filters(
        title=text("filters.title"),
        search_label=text("filters.search"),
        search_hint=text("filters.search_hint"),
        text=view.text,
        filters=filters,
    )


def _with_groups(
    atlas: Atlas, text: Text, options: list[FilterOption], counts: dict[str, int]
) -> list[FilterOption]:
    """The stages under their groups; a group switches all of its stages."""
    by_value = {o.value: o for o in options}
    rows: list[FilterOption] = []
    for group in GROUPS:
        inside = [by_value.pop(s) for s in stages_of_group(atlas, group)]
        on = [o.on for o in inside]
        total = sum(counts[o.value] for o in inside)
        rows.append(
            FilterOption(
                group_token(group),
                text(f"group.{group}"),
                text.number(total),
                on=all(on),
                partly=any(on) and not all(on),
                zero=not total,
                group=True,
            )
        )
        rows += [replace(o, inside=True) for o in inside]
    return rows + list(by_value.values())


def chips(atlas: Atlas, selection: Selection, text: Text) -> list[Chip]:
    """A chip for each chosen value, with the action that takes it off."""
    view = selection.view
    found = [
        (
            text("sentence.chip", filter=text(f"filters.{f.param}"), value=name),
            Action(toggle={f.param: value}),
        )
        for f in FILTERS
        for value, name in chosen_names(atlas, text, f.param, view.chosen(f.param))
    ]
    if view.text:
        found.append((text("sentence.text", values=view.text), Action(put={"q": ""})))
    return [Chip(label, text("sentence.remove", label=label), action) for label, action in found]


def render_panel(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send every filter with its choices and how many clusters each would leave."""
    panel(filter_panel(atlas, selection, text))


def render_sentence(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the filter as one sentence, and a chip to take each part of it back."""
    panel(
        Sentence(
            sentence(atlas, selection, text),
            chips(atlas, selection, text),
            text("sentence.clear"),
        )
    )
