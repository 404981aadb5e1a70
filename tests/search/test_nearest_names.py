"""What an unknown value was probably meant to be."""

import pytest

from geo.atlas import Atlas
from geo.reference.provinces import ProvinceNames, read_province_names
from geo.search.nearest_names import near_clusters, near_provinces, near_trades
from tests.conftest import DATA


@pytest.fixture(scope="module")
def names() -> ProvinceNames:
    return read_province_names(DATA)


@pytest.mark.parametrize(
    "written", ["Isfahan", "Esfahan", "isfahn", "اصفهان", "إصفهان", "Isfahan."]
)
def test_a_province_is_found_by_any_spelling_and_with_a_wrong_letter(
    names: ProvinceNames, written: str
) -> None:
    assert near_provinces(names, written)[0] == "IR-10"


@pytest.mark.parametrize("written", ["", "IR-", "IR-77", ".*", "(((", "x" * 5000])
def test_nothing_is_offered_for_what_is_like_nothing(names: ProvinceNames, written: str) -> None:
    assert near_provinces(names, written) == []


def test_a_trade_is_found_by_its_number_or_a_name_with_a_wrong_letter(atlas: Atlas) -> None:
    assert near_trades(atlas, "1") == ["01"]
    assert near_trades(atlas, "13.") == ["13"]
    assert near_trades(atlas, "Textiles and carpet")[0] == "13"


def test_a_cluster_is_found_by_an_id_like_it_or_by_its_name(atlas: Atlas) -> None:
    assert "c017" in near_clusters(atlas, "c17")
    assert near_clusters(atlas, "Jahrom date cluster")[0] == "c005"


def test_a_record_that_is_no_more_is_followed_by_its_name(atlas: Atlas) -> None:
    assert near_clusters(atlas, "zz99", name="خوشه خرمای جهرم")[0] == "c005"
