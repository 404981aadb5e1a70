"""The Records page as those who keep the records use it, in a real browser."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from components.words.text import Text
from geo.intake.files.sheet import read_sheets
from geo.reference.fields import field_table
from geo.registry.store import Registry
from tests.browser.conftest import NASTY, SCREENSHOTS, Opened
from tests.conftest import DATA
from tests.intake.files.making import compound_of, csv_of, repacked, table_xlsx
from tests.messy_file import TOTAL, UNKNOWN_PROVINCE, UNREADABLE_DATE, messy_xlsx
from tests.passphrase import EARLIER_HASH, PASSPHRASE
from tests.serving import ROOT, serving

expect.set_options(timeout=20_000)  # a busy machine is slow, and not wrong
Visit = Callable[..., Opened]
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


@dataclass
class Office:
    """An atlas with a passphrase, and the registry it keeps."""

    address: str
    database: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    secrets, database = folder / "secrets.toml", f"sqlite:///{folder / 'registry.sqlite'}"
    secrets.write_text(f'[editors]\npassphrase = "{EARLIER_HASH}"\n', encoding="utf-8")
    with serving(
        ROOT / "app.py", STREAMLIT_SECRETS_FILES=str(secrets), ATLAS_DATABASE_URL=database
    ) as address:
        yield Office(address, database)


class Records:
    """The Records page in one browser."""

    def __init__(self, opened: Opened, lang: str) -> None:
        self.page: Page = opened.page
        self.opened, self.text = opened, Text(lang)
        self.page.locator('[data-testid="stButtonGroup"]').wait_for()
        opened.settled()

    def room(self, name: str) -> None:
        self.page.get_by_role("radio", name=self.text(f"records.{name}"), exact=True).click()
        self.opened.settled()

    def sign_in(self, name: str) -> None:
        self.try_to_sign_in(name, PASSPHRASE)
        self.page.locator(".st-key-signed_in_popover").wait_for()
        self.opened.settled()

    def try_to_sign_in(self, name: str, passphrase: str) -> None:
        if not self.page.get_by_label(self.text("editors.name")).is_visible():
            self.page.locator(".st-key-sign_in_popover button").first.click()
        self.page.get_by_label(self.text("editors.name")).fill(name)
        self.page.locator('input[type="password"]').fill(passphrase)
        self.page.locator(
            '[data-testid="stPopoverBody"] [data-testid="stFormSubmitButton"] button'
        ).click()

    def load(self, content: bytes, name: str) -> None:
        self.page.set_input_files(
            'input[type="file"]',
            {"name": name, "mimeType": "application/octet-stream", "buffer": content},
        )
        self.page.locator('[data-testid="stFileChip"]').wait_for()
        self.opened.settled()

    def take_file_away(self) -> None:
        self.page.locator('[data-testid="stFileChipDeleteBtn"] button').first.click()
        self.page.locator('[data-testid="stFileChip"]').wait_for(state="detached")
        self.opened.settled()

    def label(self, field: str) -> str:
        table = field_table(DATA)
        return self.text.field_heading(table.at[field, "heading_fa"], table.at[field, "heading_en"])

    def fill(self, field: str, words: str) -> None:
        self.page.get_by_role("textbox", name=self.label(field), exact=True).fill(words)

    def says(self, words: str) -> Locator:
        return self.page.locator('[data-testid="stAlert"]').filter(has_text=words).first

    def choose(self, label: str | re.Pattern[str], option: str) -> None:
        box, wanted = (
            self.page.get_by_role("combobox", name=label),
            self.page.get_by_role("option", name=option, exact=True),
        )
        for _ in range(4):  # an answer that comes meanwhile closes the list
            box.click()
            box.fill(option)
            with suppress(TimeoutError):
                wanted.click(timeout=4000)
                break
            box.press("Escape")
        self.opened.settled()

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.opened.settled()
        height = self.page.evaluate("document.querySelector('.stMainBlockContainer').scrollHeight")
        size = self.page.viewport_size or {"width": 1366, "height": 768}
        self.page.set_viewport_size(
            {"width": size["width"], "height": max(768, min(height + 60, 6000))}
        )
        self.opened.settled()
        self.page.screenshot(path=SCREENSHOTS / f"records-{name}.png")
        self.page.set_viewport_size(size)


@pytest.fixture
def records(visit: Visit, office: Office) -> Callable[..., Records]:
    def open_(lang: str = "en", query: str = "", **how: object) -> Records:
        return Records(
            visit(
                f"/records?lang={lang}{query}",
                address=office.address,
                has_map=False,
                alone=True,
                **how,
            ),
            lang,
        )

    return open_


@BOTH
def test_a_messy_file_goes_in_with_every_row_in_or_explained(
    records: Callable[..., Records], lang: str
) -> None:
    here, tag = records(lang), {"fa": "الف", "en": "ب"}[lang]
    text, page, content = here.text, here.page, messy_xlsx(tag, {"fa": "۴۵", "en": "۵۵"}[lang])
    here.picture(f"first-{lang}")
    here.sign_in("زهرا")
    here.load(content, f"isfahan-{lang}.xlsx")

    # a column that nobody could know is named by hand; for the second language it is remembered
    columns = page.locator('[data-testid="stExpander"]').first
    if not columns.get_by_role("combobox").first.is_visible():
        columns.locator("summary").click()
    if lang == "fa":
        here.choose(re.compile("فعال"), "تعداد بنگاه")
    expect(page.get_by_role("combobox", name=re.compile("فعال"))).to_have_value(
        re.compile("بنگاه|Firms")
    )

    errors = page.locator(".ka-plain", has=page.locator(".ka-error"))
    expect(errors.locator(".ka-error")).to_have_count(2)
    expect(errors).to_contain_text("1402/13/45")
    expect(errors).to_contain_text("اسفهان")
    with page.expect_download() as got:
        page.get_by_text(text("load.annotated")).click()
    sheets = read_sheets(Path(got.value.path()).read_bytes(), "annotated.xlsx")
    remarks = str([sheet.rows for sheet in sheets])
    assert "1402/13/45" in remarks
    assert all(
        text.number(row) in remarks or str(row) in remarks
        for row in (UNREADABLE_DATE, UNKNOWN_PROVINCE, TOTAL)
    )

    page.get_by_text("c023").first.click()
    here.opened.settled()
    expect(page.locator(".ka-plain", has_text="c025").first).to_contain_text(
        "→" if lang == "en" else "←"
    )
    here.picture(f"preview-{lang}")
    page.get_by_role("button", name=text("load.confirm")).click()
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text(
        text("load.done", number=2 if lang == "fa" else 3).split(".")[0]
    )

    here.load(content, f"isfahan-{lang}.xlsx")
    page.get_by_text("c023").first.click() if page.get_by_text("c023").count() else None
    here.opened.settled()
    # two rows have errors; in the second language one more is so like a record of the first that it
    # waits for an answer
    expect(here.says(text("load.nothing_left_out", n={"fa": 2, "en": 3}[lang]))).to_be_visible()
    here.room("versions")
    expect(page.locator(".ka-plain").first).to_contain_text("زهرا")
    here.picture(f"versions-{lang}")


def test_the_second_of_two_editors_sees_what_the_first_changed_and_decides(
    records: Callable[..., Records],
) -> None:
    first, second = records("en", "&cluster=c001"), records("fa", "&cluster=c001")
    # other words than on file, whatever went before
    product, note = (
        f"{words} {uuid4().hex[:6]}" for words in ("stone, cut and polished", "visited")
    )
    for here, name in ((first, "Zahra"), (second, "Ali")):
        here.sign_in(name)
        here.room("record")
        here.page.get_by_role("textbox", name=here.label("product_en")).wait_for()
    second.fill("note_en", note)
    first.fill("product_en", product)
    first.page.get_by_role("button", name=first.text("record.save"), exact=True).click()
    expect(first.says("version")).to_be_visible()

    # the second is told without a press, and what was typed stays
    expect(second.says(second.text("record.conflict")[:30])).to_be_visible()
    conflict = second.page.locator(".st-key-panel_gridconflict .ka-plain")
    expect(conflict).to_contain_text(product)
    second.picture("conflict-fa")
    expect(second.page.get_by_role("textbox", name=second.label("note_en"))).to_have_value(note)
    second.page.get_by_role("button", name=second.text("record.save"), exact=True).click()
    expect(second.says(second.text("record.saved", number="").split("{")[0][:12])).to_be_visible()
    # the form comes anew beneath the message, and for a moment beside the old one
    second.opened.settled()
    expect(
        second.page.get_by_role("textbox", name=second.label("product_en"), exact=True)
    ).to_have_value(product)
    expect(second.page.get_by_role("textbox", name=second.label("note_en"))).to_have_value(note)


def test_a_wrong_passphrase_is_told_and_slowed(records: Callable[..., Records]) -> None:
    here = records("fa")
    here.try_to_sign_in("Ali", "not this one")
    expect(here.says(here.text("editors.wrong"))).to_be_visible()
    here.picture("wrong-passphrase-fa")
    told = here.says(here.text("editors.wait", n=2)[:12])
    for _ in range(12):  # each wait is longer, until one is longer than a slow machine needs
        if told.is_visible():
            break
        here.try_to_sign_in("Ali", "nor this one")
        here.opened.settled()
    expect(told).to_be_visible()
    assert here.page.locator(".st-key-signed_in_popover").count() == 0


def test_an_open_screen_notices_what_another_process_loads(
    visit: Visit, office: Office, tmp_path: Path
) -> None:
    opened = visit("/?lang=en", address=office.address)
    before = opened.page.locator(".ka-sentence").inner_text()
    path = tmp_path / "new.csv"
    path.write_bytes(csv_of([["name", "province"], ["خوشه آزمون پرونده دیگر", "یزد"]]))
    command = [sys.executable, "-m", "components.commands.command_line", "import", str(path)]
    subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"ATLAS_DATABASE_URL": office.database},
        check=True,
        capture_output=True,
    )
    expect(opened.page.locator(".ka-sentence")).not_to_have_text(before, timeout=5000)


def test_a_bad_file_is_told_in_plain_words_and_the_page_stays(
    records: Callable[..., Records],
) -> None:
    here = records("fa")
    names = [*NASTY, "![x](http://example.com/x.png)"]
    for name, (content, code) in bad_files().items():
        here.load(content, name)
        words = here.text(f"problem.{code}", value="@", allowed="@").split("@")[-1]
        expect(here.page.locator(".ka-plain").filter(has_text=words[:30])).to_be_visible()
        here.take_file_away()
    here.load(
        csv_of([["نام خوشه", "استان", *names], *([name, "یزد", *names] for name in names)]),
        "nasty.csv",
    )
    expect(here.page.get_by_text(here.text("load.added"), exact=True)).to_be_visible()
    assert here.page.title() != "owned"
    assert here.page.locator(".stMain img").count() == 0
    here.picture("nasty-fa")


def large_file() -> bytes:
    """More rows than are checked while a button is found and pressed."""
    rows = (
        [f"خوشه آزمون بزرگ {n}", "یزد", "شناسایی", f"14{n % 4:02d}/0{1 + n % 9}", str(n % 900)]
        for n in range(25_000)
    )
    return csv_of([["نام خوشه", "استان", "مرحله", "تاریخ مرحله", "بنگاه"], *rows])


def test_a_large_file_that_is_stopped_while_it_is_checked_changes_nothing_and_can_be_read_again(
    records: Callable[..., Records], office: Office
) -> None:
    here = records("en")
    here.sign_in("Zahra")
    store = Registry.open(office.database)
    before = store.snapshot()
    here.page.set_input_files(
        'input[type="file"]', {"name": "large.csv", "mimeType": "text/csv", "buffer": large_file()}
    )
    bar = here.page.locator('[data-testid="stProgress"]')
    expect(bar.filter(has_text=re.compile(r"25,000 rows: \d+"))).to_be_visible()
    here.page.locator(".st-key-load_stop_examining button").click()
    expect(here.says(here.text("load.stopped"))).to_be_visible()
    here.opened.settled()
    expect(bar).to_have_count(0)
    assert here.page.get_by_role("button", name=here.text("load.confirm"), exact=True).count() == 0
    assert (store.head(), store.snapshot().same_content(before)) == (
        (before.number, before.token),
        True,
    )
    here.page.get_by_role("button", name=here.text("load.go_on"), exact=True).click()
    expect(here.page.get_by_text(here.text("load.added"), exact=True)).to_be_visible(timeout=90_000)


def bad_files() -> dict[str, tuple[bytes, str]]:
    """Files that cannot be taken, by name, each with the problem that says why."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 300_000_000)
    half = repacked(table_xlsx([["نام خوشه", "استان"], ["الف", "یزد"]]), {})
    return {
        "empty.csv": (b"", "file_empty"),
        "headings.csv": (csv_of([["نام خوشه", "استان", "شهر"]]), "file_without_rows"),
        "locked.xlsx": (
            compound_of({"EncryptionInfo": b"x" * 64, "EncryptedPackage": b"y" * 64}),
            "file_password",
        ),
        "bomb.xlsx": (bomb.getvalue(), "file_zip_bomb"),
        "half.xlsx": (half[: len(half) // 2], "file_damaged"),
        "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "file_kind_unknown"),
        "wide.csv": (csv_of([["a"] * 100_000, ["b"] * 100_000]), "too_many_columns"),
    }
