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
    options = {
        f.param: st.lists(st.sampled_from(f.values(ATLAS)), max_size=4, unique=True).map(",".join)
        for f in FILTERS
    }
    options["q"] = st.text(max_size=60)
    options["metric"] = st.sampled_from(list(INDICATORS))
    options["lang"] = st.sampled_from(["fa", "en"])
    options["cluster"] = st.sampled_from(["", *ATLAS.clusters["cluster_id"]])
    options["sort"] = st.sampled_from(["", *SORTS, *(f"-{s}" for s in SORTS)])
    compared = [
        [f"{kind}:{c}" for c in codes]
        for kind, codes in (
            ("province", ATLAS.provinces.index),
            ("trade", ATLAS.trades.index),
            ("cluster", ATLAS.row_of),
        )
    ]
    options["compare"] = (
        st.sampled_from(compared)
        .flatmap(lambda items: st.lists(st.sampled_from(items), max_size=6, unique=True))
        .map(",".join)
    )
    options["since"] = st.sampled_from(["", "1403", "1403-07", "1403-07-15", "1399-12-30"])
    days = st.tuples(st.integers(1300, 1499), st.integers(1, 12), st.integers(1, 29))
    dates = st.builds(
        lambda day, length: "{}-{:02d}-{:02d}".format(*day)[:length],
        days,
        st.sampled_from([4, 7, 10]),
    )
    options |= {"as_of": dates, "room": st.sampled_from(ROOMS)}
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
    view, ignored = read_view(
        {"province": "IR-10,IR-77", "metric": "beauty", "colour": "red", "cluster": "c999"}, atlas
    )
    assert view.chosen("province") == ("IR-10",)
    assert {(i.param, i.value) for i in ignored} == {
        ("province", "IR-77"),
        ("metric", "beauty"),
        ("colour", "red"),
        ("cluster", "c999"),
    }


def test_a_group_stands_for_all_its_stages(atlas: Atlas) -> None:
    assert read_view({"stage": "group:completed"}, atlas)[0].chosen("stage") == (
        "completed",
        "handed_over",
        "follow_on",
    )


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
    view = read_view(
        {"province": "IR-10", "q": "فرش", "metric": "count", "lang": "en", "cluster": "c010"}, atlas
    )[0]
    assert view.without_filters().to_query() == {"metric": "count", "lang": "en", "cluster": "c010"}


def test_too_long_a_search_is_cut_and_told(atlas: Atlas) -> None:
    view, ignored = read_view({"q": "ب" * 500}, atlas)
    assert len(view.text) == 200
    assert [i.param for i in ignored] == ["q"]


def test_what_is_compared_keeps_its_order_and_is_of_the_kind_of_the_first(atlas: Atlas) -> None:
    view, ignored = read_view(
        {"compare": "province:IR-15,province:IR-10,trade:13,province:IR-15,beauty:1,province"},
        atlas,
    )
    assert view.compare == ("province:IR-15", "province:IR-10")
    assert [i.value for i in ignored] == ["trade:13", "beauty:1", "province"]


def test_a_seventh_to_compare_is_refused_and_told(atlas: Atlas) -> None:
    items = [f"province:{code}" for code in atlas.provinces.index[:7]]
    view, ignored = read_view({"compare": ",".join(items)}, atlas)
    assert view.compare == tuple(items[:6])
    assert [(i.param, i.value) for i in ignored] == [("compare", items[6])]


def test_a_date_to_tell_changes_from_is_read_as_anyone_writes_it(atlas: Atlas) -> None:
    for written in ("1403-07-05", "1403/7/5", "۱۴۰۳/۰۷/۰۵"):
        assert read_view({"since": written}, atlas)[0].since == "1403-07-05"


def test_a_beginning_that_never_was_is_told(atlas: Atlas) -> None:
    for written in ("yesterday", "v0", "v99", "1403-13", "2024", "9" * 5000, "v" + "9" * 5000):
        view, ignored = read_view({"since": written}, atlas)
        assert view.since == ""
        assert [i.param for i in ignored] == ["since"]


def test_equal_views_have_equal_hashes_and_other_views_are_other(atlas: Atlas) -> None:
    one, same, other = (
        read_view({"compare": c, "since": "1403"}, atlas)[0]
        for c in ("trade:13", "trade:13", "trade:10")
    )
    assert (hash(one), one) == (hash(same), same)
    assert one != other
