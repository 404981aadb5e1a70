"""The View: what the reader is looking at, whole, and its form in a URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType

from geo.atlas import Atlas
from geo.basis.jalali import GREGORIAN_FROM, read_date
from geo.filters import FILTERS, MAX_TEXT, expand_groups
from geo.indicators import DEFAULT, INDICATORS
from geo.registry.story import LONGEST_LINK, PACKED
from geo.settings import SETTINGS, jalali_date, read_settings

LANGUAGES = ("fa", "en")
SORTS = ("name", "province", "trade", "place", "stage", "year", "firms", "employment")
COMPARED = ("province", "trade", "cluster")
"""Kinds of things that can be held side by side."""
MAX_COMPARED = 6
OWN_PARAMS = frozenset(
    {"q", "cluster", "lang", "metric", "sort", "version", "compare", "since", "as_of", "story"}
)
_STORY = re.compile(rf"{PACKED}?[\w-]{{1,{LONGEST_LINK}}}", re.ASCII)
_STREAMLIT_PARAMS = frozenset({"embed", "embed_options"})
KNOWN_PARAMS = frozenset({*(f.param for f in FILTERS), *SETTINGS, *OWN_PARAMS})
"""Every parameter of a link."""


@dataclass(frozen=True)
class Ignored:
    """A part of a link that the atlas does not know, and left out."""

    param: str
    value: str


@dataclass(frozen=True)
class View:
    """Filters, metric, language and chosen cluster. Equal Views give equal screens.

    choices: values chosen, by filter parameter, in the filter's own order; a filter without a
    choice is absent.
    sort: a column of SORTS, `-` before it for descending, or empty for the registry's own order.
    version: the registry's version looked at, 0 for the newest, whichever that is.
    compare: what is held side by side, at most MAX_COMPARED of one kind, as `kind:code`, in the
    reader's order.
    since: what changes are told from: a version, `v3`, or a Jalali year, month or day; empty for
    none.
    as_of: stages as known at the end of this Jalali year, month or day; empty for the present.
    settings: values of SETTINGS (geo/settings.py) by name, those at their default absent.
    story: the story at hand, by its id in the registry or packed (geo/registry/story.py); empty for
    none.
    """

    lang: str = "fa"
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    text: str = ""
    metric: str = DEFAULT
    cluster: str = ""
    sort: str = ""
    version: int = 0
    compare: tuple[str, ...] = ()
    since: str = ""
    as_of: str = ""
    story: str = ""
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        """Equal for equal Views; mappings have no hash of their own."""
        maps = (tuple(sorted(self.choices.items())), tuple(sorted(self.settings.items())))
        return hash(
            (
                maps,
                *(
                    getattr(self, f.name)
                    for f in fields(self)
                    if f.name not in ("choices", "settings")
                ),
            )
        )

    def setting(self, param: str) -> str:
        """The value of one of SETTINGS."""
        return self.settings.get(param, SETTINGS[param].default)

    def chosen(self, param: str) -> tuple[str, ...]:
        """The values chosen for a filter; empty when it is off."""
        return self.choices.get(param, ())

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the set of clusters."""
        return bool(self.choices or self.text)

    def to_query(self) -> dict[str, str]:
        """The View as URL parameters; what is at its default is left out.

        Inverse of `read_view`.
        """
        return dict(self.query)

    @cached_property
    def query(self) -> Mapping[str, str]:
        """The same, worked out once: every link of a page begins with it."""
        query = {} if self.lang == "fa" else {"lang": self.lang}
        query |= {
            f.param: ",".join(self.choices[f.param]) for f in FILTERS if f.param in self.choices
        }
        if self.text:
            query["q"] = self.text
        if self.metric != DEFAULT:
            query["metric"] = self.metric
        if self.cluster:
            query["cluster"] = self.cluster
        if self.sort:
            query["sort"] = self.sort
        if self.version:
            query["version"] = str(self.version)
        if self.compare:
            query["compare"] = ",".join(self.compare)
        if self.since:
            query["since"] = self.since
        if self.as_of:
            query["as_of"] = self.as_of
        if self.story:
            query["story"] = self.story
        return MappingProxyType(query | dict(self.settings))

    def changed(
        self,
        atlas: Atlas,
        *,
        put: Mapping[str, str] | None = None,
        toggle: Mapping[str, str] | None = None,
    ) -> "View":
        """This View with URL parameters set, and values of filters switched on or off.

        What is unknown changes nothing.
        """
        query = self.to_query() | {
            k: v for k, v in (put or {}).items() if k != "as_of" or jalali_date(v) is not None
        }
        for param, value in (toggle or {}).items():
            values = query.get(param, "").split(",") if query.get(param) else []
            wanted = expand_groups(atlas, value.split(","))
            on = all(v in values for v in wanted)
            values = [v for v in values if v not in wanted] if on else [*values, *wanted]
            query[param] = ",".join(values)
        return read_view(query, atlas)[0]

    def without_filters(self) -> "View":
        """This View with every filter off."""
        return replace(self, choices=MappingProxyType({}), text="")


def read_view(query: Mapping[str, str], atlas: Atlas) -> tuple[View, tuple[Ignored, ...]]:
    """The View a URL names, and the parts of it that the atlas does not know. Never raises."""
    ignored: list[Ignored] = []

    def one(param: str, allowed: tuple[str, ...], default: str) -> str:
        value = query.get(param, "") or default
        if value not in allowed and value != default:
            ignored.append(Ignored(param, value[:MAX_TEXT]))
            return default
        return value

    choices: dict[str, tuple[str, ...]] = {}
    for filter_ in FILTERS:
        values = expand_groups(atlas, [v for v in query.get(filter_.param, "").split(",") if v])
        known = filter_.values(atlas)
        ignored += [
            Ignored(filter_.param, v[:MAX_TEXT]) for v in dict.fromkeys(values) if v not in known
        ]
        chosen = tuple(v for v in known if v in values)
        if chosen:
            choices[filter_.param] = chosen
    text = " ".join(query.get("q", "").split())
    if len(text) > MAX_TEXT:
        ignored.append(Ignored("q", text[MAX_TEXT : MAX_TEXT + 40] + "…"))
        text = text[:MAX_TEXT].strip()
    cluster = query.get("cluster", "")
    if cluster and cluster not in atlas.row_of:
        ignored.append(Ignored("cluster", cluster[:MAX_TEXT]))
        cluster = ""
    version = query.get("version", "")
    if version and version != str(atlas.number):
        ignored.append(Ignored("version", version[:MAX_TEXT]))
        version = ""
    story = query.get("story", "")
    if story and not _STORY.fullmatch(story):
        ignored.append(Ignored("story", story[:MAX_TEXT]))
        story = ""
    compare = _compared(query.get("compare", ""), atlas, ignored)
    since = _since(query.get("since", ""), atlas, ignored)
    as_of = jalali_date(query.get("as_of", ""))
    if as_of is None:
        ignored.append(Ignored("as_of", query["as_of"][:MAX_TEXT]))
    settings, wrong = read_settings(query)
    ignored += [Ignored(param, value[:MAX_TEXT]) for param, value in wrong]
    ignored += [
        Ignored(p[:MAX_TEXT], v[:MAX_TEXT])
        for p, v in query.items()
        if p not in KNOWN_PARAMS | _STREAMLIT_PARAMS
    ]
    view = View(
        lang=one("lang", LANGUAGES, "fa"),
        choices=MappingProxyType(choices),
        text=text,
        metric=one("metric", tuple(INDICATORS), DEFAULT),
        cluster=cluster,
        sort=one("sort", (*SORTS, *(f"-{s}" for s in SORTS)), ""),
        version=int(version or 0),
        compare=compare,
        since=since,
        as_of=as_of or "",
        settings=MappingProxyType(settings),
        story=story,
    )
    return view, tuple(ignored)


def _compared(written: str, atlas: Atlas, ignored: list[Ignored]) -> tuple[str, ...]:
    """What is known and of the kind of the first; more than fit are told."""
    known = {
        "province": atlas.provinces.index,
        "trade": atlas.trades.index,
        "cluster": atlas.row_of,
    }
    kept: list[str] = []
    for item in dict.fromkeys(i for i in written.split(",") if i):
        kind, _, code = item.partition(":")
        is_other = bool(kept) and not kept[0].startswith(f"{kind}:")
        if kind not in known or code not in known[kind] or is_other or len(kept) == MAX_COMPARED:
            ignored.append(Ignored("compare", item[:MAX_TEXT]))
        else:
            kept.append(item)
    return tuple(kept)


def _since(written: str, atlas: Atlas, ignored: list[Ignored]) -> str:
    """A version before the one looked at, or a Jalali date, in its usual form."""
    if not written:
        return ""
    number = written.removeprefix("v")
    if (
        number != written
        and number.isascii()
        and number.isdigit()
        and len(number) < 10
        and 0 < int(number) < atlas.number
    ):
        return f"v{int(number)}"
    try:
        date = read_date(written)
    except ValueError:
        date = ""
    if not date or int(date[:4]) >= GREGORIAN_FROM:
        ignored.append(Ignored("since", written[:MAX_TEXT]))
        return ""
    return date


def only(view: View, param: str) -> View:
    """The View with one value of a filter, the first chosen."""
    return with_choice(view, param, view.chosen(param)[:1])


def without(view: View, *params: str) -> View:
    """The View with these filters off."""
    return replace(
        view,
        choices=MappingProxyType({p: v for p, v in view.choices.items() if p not in params}),
        cluster="",
        sort="",
    )


def with_choice(view: View, param: str, values: tuple[str, ...]) -> View:
    """`view` with the filter `param` set to `values`; none takes the filter away."""
    choices: Mapping[str, tuple[str, ...]] = {**view.choices, param: values}
    return replace(view, choices=MappingProxyType(dict(choices)))
