"""Content changed to what rows of a file say: the fields, stage events, observations and tags of
their clusters, all clusters at once.

Tables are frames as in a Snapshot, but in any order. A table that nothing changes is given back as
it came.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.basis.folding import clean_text
from geo.basis.jalali import span
from geo.registry.records import (
    CLUSTER_TEXTS,
    OBSERVED,
    TAG_KINDS,
    source_ids,
    stage_event,
)
from geo.registry.snapshot import Row, frame_of, frame_of_rows, is_among, joined, rows_of
from geo.registry.tables import CONTENT
from geo.registry.timeline import UNKNOWN

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Told:
    """Rows of a file and the records that they are. said, was: RECORD_COLUMNS, the same cluster in
    the same place. given: columns that count.
    """

    said: pd.DataFrame
    was: pd.DataFrame
    given: Collection[str]

    def says(self, column: str) -> np.ndarray:
        """Which rows say anything in a column."""
        return (
            says(self.said[column])
            if column in self.given
            else np.zeros(len(self.said), dtype=bool)
        )

    def texts(self, column: str) -> list[str]:
        """What each row says, empty where it says nothing."""
        return [
            text if there else ""
            for text, there in zip(
                self.said[column].tolist(), self.says(column).tolist(), strict=True
            )
        ]

    @property
    def owners(self) -> list[str]:
        """The cluster of each row."""
        return self.was["cluster_id"].tolist()


class _Report(NamedTuple):
    """What a row says of a stage. stage, written, words: empty for nothing. was_stage, was_written:
    the present stage on file.
    """

    owner: str
    stage: str
    written: str
    words: str
    is_without_stage: bool
    was_stage: str
    was_written: str
    source: str


def says(column: pd.Series) -> np.ndarray:
    """Which cells of a column of records say anything."""
    if column.dtype == float:
        return column.notna().to_numpy()
    there = (column != "").to_numpy()
    return there & (column != UNKNOWN).to_numpy() if column.name == "stage" else there


def rewritten(
    tables: Tables, told: Told, today: date, units: Mapping[str, str], file_source: tuple[str, str]
) -> Tables:
    """The tables with what the rows say; what is on file already stays as it is."""
    sources, names_own, rows = _sources(told, file_source)
    of_stage = told.says("stage") | told.says("stage_date") | told.says("stage_as_reported")
    return {
        "clusters": _with_fields(tables["clusters"], told, sources, names_own),
        "stage_events": _with_stages(tables["stage_events"], told, of_stage, sources, today),
        "observations": _with_figures(tables["observations"], told, sources, today, units),
        "sources": joined("sources", [tables["sources"], rows]),
        "tags": _with_tags(tables["tags"], told, sources),
    }


def with_dated(
    tables: Tables, told: Told, today: date, units: Mapping[str, str], file_source: tuple[str, str]
) -> Tables:
    """The tables with the dated stage, or the figures of one date, that each row tells; nothing
    else of it is looked at.
    """
    sources, _, rows = _sources(told, file_source)
    of_stage = told.says("stage") | told.says("stage_as_reported")
    return tables | {
        "stage_events": _with_stages(tables["stage_events"], told, of_stage, sources, today),
        "observations": _with_figures(tables["observations"], told, sources, today, units),
        "sources": joined("sources", [tables["sources"], rows]),
    }


def _sources(
    told: Told, file_source: tuple[str, str]
) -> tuple[list[str], np.ndarray, pd.DataFrame]:
    """What names the source of each row, whether the row names it itself (the file is it where it
    does not), and rows of sources.
    """
    clean: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    names_own = np.zeros(len(told.said), dtype=bool)
    columns = (
        told.texts("source_title"),
        told.texts("source_url"),
        told.was["source_title"].tolist(),
        told.was["source_url"].tolist(),
    )
    for place, (title, url, was_title, was_url) in enumerate(zip(*columns, strict=True)):
        if not title and url:
            title = was_title
        if was_title not in clean:
            clean[was_title] = clean_text(was_title)
        is_known = title == clean[was_title]
        if is_known:
            # in the very spelling that is on file: another one would be another source
            title = was_title
        if not url and title and is_known:
            url = was_url
        names_own[place] = bool(title or url)
        pairs.append((title, url) if title or url else file_source)
    named = source_ids(pairs)
    rows = {source: (source, *pair) for source, pair in zip(named, pairs, strict=True)}
    return named, names_own, frame_of_rows("sources", list(rows.values()))


def _with_fields(
    clusters: pd.DataFrame, told: Told, sources: list[str], names_own: np.ndarray
) -> pd.DataFrame:
    place = {owner: n for n, owner in enumerate(clusters["cluster_id"].tolist())}
    mine = np.array([place[owner] for owner in told.owners], dtype=int)
    columns = {}
    for column in (*CLUSTER_TEXTS, "lon", "lat"):
        new, known = told.said[column].array, clusters[column].array
        other = told.says(column) & np.asarray(new != known.take(mine), dtype=bool)
        if other.any():
            values = clusters[column].to_numpy(copy=True)
            values[mine[other]] = new[other].to_numpy()
            columns[column] = pd.Series(values, dtype=clusters[column].dtype, index=clusters.index)
    named = clusters["source_id"].to_numpy(dtype=object, copy=True)
    named[mine[names_own]] = np.array(sources, dtype=object)[names_own]
    return clusters.assign(**columns, source_id=pd.Series(named, dtype="str", index=clusters.index))


def _with_stages(
    events: pd.DataFrame, told: Told, of_stage: np.ndarray, sources: list[str], today: date
) -> pd.DataFrame:
    once = events[~events.duplicated(["cluster_id", "stage"], keep=False).to_numpy()]
    keys = zip(once["cluster_id"].tolist(), once["stage"].tolist(), strict=True)
    single = dict(
        zip(
            keys, zip(once["date"].tolist(), once["as_reported"].tolist(), strict=True), strict=True
        )
    )
    reports = [
        one
        for one in _reports(told, of_stage, sources)
        if not _is_on_file(one, single.get((one.owner, one.stage or one.was_stage)))
    ]
    del single
    owners = {one.owner for one in reports}
    is_theirs = is_among(events["cluster_id"], owners)
    rows = rows_of(events[is_theirs], "stage_events")
    by_owner: dict[str, set[Row]] = {owner: set() for owner in owners}
    for row in rows:
        by_owner[str(row[0])].add(row)
    for report in reports:
        _apply_stage(by_owner[report.owner], report, today)
    new = set().union(*by_owner.values())
    if new == set(rows):
        return events
    return joined("stage_events", [events[~is_theirs], frame_of_rows("stage_events", list(new))])


def _reports(told: Told, of_stage: np.ndarray, sources: list[str]) -> Iterator[_Report]:
    is_without = (told.said["stage"] == UNKNOWN).tolist()
    named = [
        text if there else ""
        for text, there in zip(
            told.said["stage"].tolist(), says(told.said["stage"]).tolist(), strict=True
        )
    ]
    was = (told.was[column].tolist() for column in ("stage", "stage_date"))
    reports = zip(
        told.owners,
        named,
        told.texts("stage_date"),
        told.texts("stage_as_reported"),
        is_without,
        *was,
        sources,
        strict=True,
    )
    return (
        _Report(*report) for report, there in zip(reports, of_stage.tolist(), strict=True) if there
    )


def _is_on_file(report: _Report, single: tuple[str, str] | None) -> bool:
    """Whether all that the report says is known surely: `single` is the one event of its stage, its
    date and words.
    """
    if single is None or (report.is_without_stage and report.words and report.was_stage != UNKNOWN):
        return False
    stage = report.stage or report.was_stage
    is_its_date = (
        report.written == single[0]
        if report.written
        else (stage, single[0]) == (report.was_stage, report.was_written)
    )
    return is_its_date and report.words in ("", single[1])


def _apply_stage(events: set[Row], report: _Report, today: date) -> None:
    """Let the event join the others; where it is on file already, only the word that was reported
    for it may be another.
    """
    if report.is_without_stage and report.words and report.was_stage != UNKNOWN:
        _keep_words(events, report, today)
        return
    stage, written = report.stage or report.was_stage, report.written
    same = sorted((e for e in events if e[1] == stage), key=str)
    if written:
        # a date without a stage is on file where any event has it; by the time it is loaded again
        # another stage may be the present one
        known = same if report.stage else sorted(events, key=lambda e: (e[1] == stage, str(e)))
        there = [e for e in known if str(e[2]).startswith(written)]
        replaced = [
            e for e in same if written.startswith(str(e[2]))
        ]  # undated, or known less exactly
    else:
        there = [
            e
            for e in same
            if (stage, e[2]) == (report.was_stage, report.was_written)
            or not (e[2] or _is_newest(events, today))
        ]
        replaced = [e for e in events if not e[2]]
    if not there:
        events.difference_update(replaced)
        events.add(
            stage_event(
                report.owner, stage, written, today.isoformat(), report.words, report.source
            )
        )
    elif report.words and there[-1][5] != report.words:
        events.remove(there[-1])
        events.add((*there[-1][:5], report.words, *there[-1][6:]))


def _keep_words(events: set[Row], report: _Report, today: date) -> None:
    """Keep the words of a report that names no stage beside the stages that are known: they are not
    about any of these.
    """
    if not any((e[1], e[2], e[5]) == (UNKNOWN, report.written, report.words) for e in events):
        events.add(
            stage_event(
                report.owner,
                UNKNOWN,
                report.written,
                today.isoformat(),
                report.words,
                report.source,
            )
        )


def _is_newest(events: set[Row], today: date) -> bool:
    """Whether what is recorded today, without a date, would be the latest of these events."""
    return all(span(str(e[2]))[1] < today for e in events if e[2])


def _with_figures(
    seen: pd.DataFrame, told: Told, sources: list[str], today: date, units: Mapping[str, str]
) -> pd.DataFrame:
    """A figure of another date joins the others; one of the same date takes its place.

    What is recorded without a date is of today.
    """
    said = _figures(told, sources, units)
    if said.empty:
        return seen
    both = pd.concat([seen[list(said)], said], ignore_index=True)
    of_seen, of_said = slice(0, len(seen)), slice(len(seen), None)
    figure = both.groupby(["cluster_id", "indicator"], sort=False).ngroup().to_numpy()
    of_date = both.groupby([figure, "as_of"], sort=False).ngroup().to_numpy()
    whole = (
        both.groupby([of_date, "low", "high", "unit"], sort=False, dropna=False).ngroup().to_numpy()
    )
    late = {written for written in seen["as_of"].unique() if written and span(written)[1] >= today}
    is_late = is_among(seen["as_of"], late)
    is_there = np.isin(whole[of_said], whole[of_seen])
    is_newest = ~np.isin(figure[of_said], figure[of_seen][is_late])
    joins = ~is_there | ((said["as_of"] == "").to_numpy() & is_newest)
    gives_way = np.isin(of_date[of_seen], of_date[of_said][joins])
    new = said[joins].assign(recorded=today.isoformat())
    return joined("observations", [seen[~gives_way], new]) if joins.any() else seen


def _figures(told: Told, sources: list[str], units: Mapping[str, str]) -> pd.DataFrame:
    """The figures that rows say and that are not the present ones: columns of observations but
    `recorded`.
    """
    said, was = told.said, told.was
    owners, named = np.array(told.owners, dtype=object), np.array(sources, dtype=object)
    dates = np.array(told.texts("figures_date"), dtype=object)
    is_same_date = (dates == "") | (dates == was["figures_date"].to_numpy())
    has_unit, output_unit = told.says("output_unit"), was["output_unit"].to_numpy(dtype=object)
    output_unit = np.where(has_unit, said["output_unit"].to_numpy(dtype=object), output_unit)
    parts = []
    for name in OBSERVED:
        low, high = said[name].to_numpy(), said[f"{name}_high"].to_numpy()
        high = np.where(np.isnan(high), low, high)
        is_equal = (low == was[name].to_numpy()) & (high == was[f"{name}_high"].to_numpy())
        if name == "output":
            is_equal &= output_unit == was["output_unit"].to_numpy()
        new = told.says(name) & ~(is_equal & is_same_date)
        unit = output_unit[new] if name == "output" else units[name]
        columns = {
            "cluster_id": owners[new],
            "indicator": name,
            "low": low[new],
            "high": high[new],
            "unit": unit,
            "as_of": dates[new],
        }
        parts.append(
            frame_of("observations", columns | {"recorded": "", "source_id": named[new]}).drop(
                columns="recorded"
            )
        )
    return pd.concat(parts, ignore_index=True)


def _with_tags(tags: pd.DataFrame, told: Told, sources: list[str]) -> pd.DataFrame:
    """A list of tags takes the place of the one on file; a tag that is on file keeps its source."""
    wanted: dict[tuple[str, str], tuple[list[str], str]] = {}
    for column, kind in TAG_KINDS.items():
        other = told.says(column) & (told.said[column].to_numpy() != told.was[column].to_numpy())
        texts, owners = told.said[column].tolist(), told.owners
        wanted |= {
            (owners[n], kind): (texts[n].split("; "), sources[n])
            for n in np.flatnonzero(other).tolist()
        }
    if not wanted:
        return tags
    kept: list[Row] = []
    there: dict[tuple[str, str], set[str]] = {}
    is_theirs = is_among(tags["cluster_id"], {owner for owner, _ in wanted})
    for row in rows_of(tags[is_theirs], "tags"):
        owner, kind, tag = str(row[0]), str(row[1]), str(row[2])
        if (owner, kind) not in wanted or tag in wanted[owner, kind][0]:
            kept.append(row)
            there.setdefault((owner, kind), set()).add(tag)
    kept += [
        (*key, tag, source)
        for key, (texts, source) in wanted.items()
        for tag in texts
        if tag not in there.get(key, ())
    ]
    return joined("tags", [tags[~is_theirs], frame_of_rows("tags", kept)])


def without_owners(tables: Tables, gone: Collection[str]) -> Tables:
    """The tables without the rows of these clusters."""
    return {
        name: frame[~is_among(frame["cluster_id"], gone)].reset_index(drop=True)
        if gone and CONTENT[name][0] == "cluster_id"
        else frame
        for name, frame in tables.items()
    }
