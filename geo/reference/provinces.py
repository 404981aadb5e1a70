"""The 31 provinces: their names, spellings and codes.

ISO 3166-2:IR was renumbered on 2020-11-24. Files in circulation mix both vintages, so a code alone
proves nothing; a folded name does.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.basis.folding import name_key
from geo.reference.csv_tables import read_table

COLUMNS = [
    "iso_code",
    "name_en",
    "name_fa",
    "population_2016",
    "official_area_km2",
    "iso_code_before_2020_11_24",
]


@dataclass(frozen=True)
class ProvinceNames:
    """Facts by province, and every known spelling.

    facts: DataFrame indexed by province_iso (code since 2020-11-24): name_en, name_fa, population
    (people, census 2016), area_km2 (official), code_before_2020. by_key: `name_key` of a spelling
    -> province_iso.
    """

    facts: pd.DataFrame
    by_key: dict[str, str]

    def find(self, text: str) -> str | None:
        """The province that `text` names in a usual spelling, or None."""
        return self.by_key.get(name_key(text))


def read_province_names(data: Path) -> ProvinceNames:
    """Read population_2016.csv and province_spellings.csv from the folder `data`."""
    table = read_table(data / "population_2016.csv", COLUMNS)
    facts = pd.DataFrame(
        {
            "name_en": table["name_en"].to_numpy(),
            "name_fa": table["name_fa"].to_numpy(),
            "population": table["population_2016"].astype(int).to_numpy(),
            "area_km2": table["official_area_km2"].astype(int).to_numpy(),
            "code_before_2020": table["iso_code_before_2020_11_24"].to_numpy(),
        },
        index=pd.Index(table["iso_code"].tolist(), name="province_iso"),
    )
    spellings = read_table(data / "province_spellings.csv", ["province_iso", "spelling"])
    by_key = {
        name_key(s): p
        for p, s in zip(spellings["province_iso"], spellings["spelling"], strict=True)
    }
    for code, row in facts.iterrows():
        by_key[name_key(row["name_en"])] = by_key[name_key(row["name_fa"])] = str(code)
    return ProvinceNames(facts, by_key)
