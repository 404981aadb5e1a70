"""The View and its URL."""

from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas, read_atlas
from geo.filters import FILTERS
from geo.indicators import INDICATORS
from geo.settings import ROOMS
from geo.view import SORTS, View, read_view
from tests.conftest import DATA

ATLAS = read_atlas(DATA)


def queries() -> st.SearchStrategy[dict[str, str]]:
    """URLs of every kind of View."""
    options = {f.param: st.lists(st.sampled_from(f.values(ATLAS)), max_size=4, unique=True).map(",".join) for f in FILTERS}
    options["q"] = st.text(max_size=60)
    options["metric"] = st.sampled_from(list(INDICATORS))
    options["lang"] = st.sampled_from(["fa", "en"])
    options["cluster"] = st.sampled_from(["", *ATLAS.clusters["cluster_id"]])
    options["sort"] = st.sampled_from(["", *SORTS, *(f"-{s}" for s in SORTS)])
    days = st.tuples(st.integers(1300, 1499), st.integers(1, 12), st.integers(1, 29))
    dates = st.builds(lambda day, length: "{}-{:02d}-{:02d}".format(*day)[:length], days, st.sampled_from([4, 7, 10]))
    options |= {"as_of": dates, "since": dates, "room": st.sampled_from(ROOMS)}
    return st.fixed_dictionaries({}, optional=options)


@given(queries())
def test_a_view_comes_back_from_its_url(query: dict[str, str]) -> None:
    view, ignored = read_view(query, ATLAS)
    assert ignored == ()
    assert read_view(view.to_query(), ATLAS) == (view, ())


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=6))
def test_any_url_opens(query: dict[str, str]) -> None:
    view, _ = read_view(query, ATLAS)
    assert read_view(view.to_query(), ATLAS)[0] == view


def test_the_default_view_has_an_empty_url() -> None:
    assert View().to_query() == {}


def test_what_a_link_names_in_vain_is_told(atlas: Atlas) -> None:
    view, ignored = read_view({"province": "IR-10,IR-77", "metric": "beauty", "colour": "red", "cluster": "c999"}, atlas)
    assert view.chosen("province") == ("IR-10",)
    assert {(i.param, i.value) for i in ignored} == {("province", "IR-77"), ("metric", "beauty"), ("colour", "red"), ("cluster", "c999")}


def test_a_group_stands_for_all_its_stages(atlas: Atlas) -> None:
    assert read_view({"stage": "group:completed"}, atlas)[0].chosen("stage") == ("completed", "handed_over", "follow_on")


def test_a_stage_that_has_its_groups_name_is_that_stage_alone(atlas: Atlas) -> None:
    assert read_view({"stage": "completed"}, atlas)[0].chosen("stage") == ("completed",)


def test_a_group_switches_all_its_stages_on_then_off(atlas: Atlas) -> None:
    some = View().changed(atlas, toggle={"stage": "handed_over"})
    every = some.changed(atlas, toggle={"stage": "group:completed"})
    assert every.chosen("stage") == ("completed", "handed_over", "follow_on")
    assert every.changed(atlas, toggle={"stage": "group:completed"}).chosen("stage") == ()


@given(queries())
def test_switching_a_value_on_and_off_leaves_the_view_as_it_was(query: dict[str, str]) -> None:
    view = read_view(query, ATLAS)[0]
    twice = view.changed(ATLAS, toggle={"trade": "13"}).changed(ATLAS, toggle={"trade": "13"})
    assert twice == view


def test_taking_filters_off_keeps_metric_language_and_card(atlas: Atlas) -> None:
    view = read_view({"province": "IR-10", "q": "فرش", "metric": "count", "lang": "en", "cluster": "c010"}, atlas)[0]
    assert view.without_filters().to_query() == {"metric": "count", "lang": "en", "cluster": "c010"}


def test_too_long_a_search_is_cut_and_told(atlas: Atlas) -> None:
    view, ignored = read_view({"q": "ب" * 500}, atlas)
    assert len(view.text) == 200
    assert [i.param for i in ignored] == ["q"]
