"""The Records page as Streamlit runs it: who may change what, and what becomes of it."""

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from components.editing import confirm_panel, connection, editors, load_panel
from components.editing.guesses import Guesses
from components.editing.sign_ins import sign_ins
from components.server.registry import ask_anew, registry
from components.server.site import data_folder, forget, reference, site
from components.story import export_bar
from components.words.text import Text
from geo.intake.edit import with_event
from geo.invented.registry import invented_snapshot
from geo.registry.rights import Rights
from geo.registry.store import Entry, Registry
from geo.selection import select
from geo.view import read_view
from tests.messy_file import messy_xlsx
from tests.pages.test_pages import panels
from tests.passphrase import EARLIER_HASH, PASSPHRASE
from tests.serving import ROOT

TEXT = Text("en")
OFFICE = {"editors": {"passphrase": EARLIER_HASH}}
PEOPLE = {
    "auth": {"client_id": "atlas"},
    "editors": {"people": {"all@example.org": "all", "Yazd@example.org": ["IR-21"]}},
}


@pytest.fixture(autouse=True)
def own_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry of the test's own, and the connection that a page has which no server serves."""
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    monkeypatch.setattr(connection, "proofs", lambda: ["connection of the test"])
    monkeypatch.setattr(connection, "client_address", lambda: "192.0.2.1")
    monkeypatch.setattr(editors, "guesses", Guesses())
    forget()
    yield
    sign_ins.end(["connection of the test"])
    forget()


def store() -> Registry:
    return registry(reference(), data_folder())


def opened(
    secrets: dict[str, Any] | None = None, user: str = "", room: str = "load", **query: str
) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
    test.query_params["lang"] = "en"
    for name, value in query.items():
        test.query_params[name] = value
    test.secrets = dict(secrets or {"nothing": {}})
    test.user = (
        {"is_logged_in": True, "email": user, "email_verified": True, "iat": int(time.time())}
        if user
        else {"is_logged_in": False}
    )
    test.run()
    test.switch_page("records_page.py").run()
    test.session_state["records_room"] = room
    test.run()
    assert not test.exception
    return test


def button(test: AppTest, key: str) -> Any:
    return next(b for b in test.button if b.label == TEXT(key))


def field(test: AppTest, name: str) -> Any:
    return next(
        w
        for w in [*test.text_input, *test.text_area, *test.selectbox]
        if re.fullmatch(rf"record_\w+?_\d+_{name}|{name}_.*", str(w.key or ""))
    )


def told(test: AppTest) -> str:
    """All that boxes say, without the joiners that keep addresses from becoming links."""
    return " ".join(
        e.value for e in [*test.error, *test.warning, *test.info, *test.success]
    ).replace("\u2060", "")


def signed_in(room: str = "load", **query: str) -> AppTest:
    test = opened(OFFICE, room=room, **query)
    test.text_input[0].set_value("Zahra")
    test.text_input[1].set_value(PASSPHRASE)
    button(test, "editors.sign_in").click().run()
    return test


def test_without_any_way_in_the_page_says_how_to_switch_it_on() -> None:
    test = opened()
    assert TEXT("editors.off") in told(test)
    assert "./atlas passphrase" in test.expander[0].markdown[0].value


def test_a_reader_may_try_a_file_but_not_put_it_in() -> None:
    test = opened(OFFICE)
    test.file_uploader[0].set_value(
        ("isfahan.xlsx", messy_xlsx("x"), "application/octet-stream")
    ).run()
    assert panels(test)["counts"]["figures"][0] == {"label": "new", "value": "2"}
    assert test.button(key="load_confirm").disabled
    assert store().head()[0] == 1


def test_a_file_goes_in_under_the_editors_name_and_again_changes_nothing() -> None:
    test = signed_in()
    test.file_uploader[0].set_value(
        ("isfahan.xlsx", messy_xlsx("x"), "application/octet-stream")
    ).run()
    test.button(key="load_confirm").click().run()
    assert TEXT("load.done", number=2) in told(test)
    test.file_uploader[0].set_value(
        ("isfahan.xlsx", messy_xlsx("x"), "application/octet-stream")
    ).run()
    assert TEXT("load.nothing_left_out", n=0).split(":")[0] in told(test)
    assert [(v.author, v.file_name) for v in store().versions()][:-1] == [("Zahra", "isfahan.xlsx")]


def test_an_answer_about_a_text_is_asked_for_once_and_shown_when_it_is_used_again() -> None:
    rows = ["نام خوشه,استان,مرحله", "خوشه بادبادک,اصفهان,نیم‌بند و گم"]
    test = signed_in()
    test.file_uploader[0].set_value(("one.csv", "\r\n".join(rows).encode(), "text/csv")).run()
    question = next(s for s in test.selectbox if str(s.key).startswith("load_answer"))
    question.set_value("stopped").run()
    assert panels(test)["counts"]["figures"][0] == {"label": "new", "value": "1"}
    test.button(key="load_confirm").click().run()
    test.file_uploader[0].set_value(
        ("two.csv", "\r\n".join([rows[0], "خوشه قایق بادی,قم,نیم‌بند و گم"]).encode(), "text/csv")
    ).run()
    assert TEXT("ask.kept_title", n=1) in [e.label for e in test.expander]
    assert any("Zahra" in c.value for c in test.caption)
    test.button(key="load_confirm").click().run()
    assert len(store().snapshot().rows("clusters")) == 155


def test_a_row_that_may_be_a_record_waits_and_what_is_merged_is_listed_by_name() -> None:
    test = signed_in()
    written = "نام خوشه,استان\r\nخوشه فارس سنگ,فارس\r\n"
    test.file_uploader[0].set_value(("one.csv", written.encode(), "text/csv")).run()
    assert TEXT("load.nothing_left_out", n=1) in told(test)
    test.radio(
        key=next(str(r.key) for r in test.radio if str(r.key).startswith("load_likely"))
    ).set_value("c001").run()
    assert TEXT("load.merged_title", n=1) in [e.label for e in test.expander]
    test.button(key="load_confirm").click().run()
    assert store().versions()[0].changed == 1


def test_what_would_be_taken_out_is_said_before_it_is() -> None:
    test = signed_in()
    one_record = "شناسه,نام خوشه,استان\r\nc001,خوشه سنگ فارس,فارس\r\n".encode()
    test.file_uploader[0].set_value(("one.csv", one_record, "text/csv")).run()
    test.checkbox[0].check().run()
    assert "30 provinces" in told(test)
    assert "take" in test.button(key="load_confirm").label


def test_nothing_is_taken_out_while_rows_are_refused_and_the_page_says_so() -> None:
    test = signed_in()
    test.file_uploader[0].set_value(
        ("isfahan.xlsx", messy_xlsx("x"), "application/octet-stream")
    ).run()
    test.checkbox[0].check().run()
    assert "no record was taken out" in told(test)


def test_a_wrong_passphrase_lets_nobody_in_and_is_logged() -> None:
    test = opened(OFFICE)
    test.text_input[0].set_value("Ali")
    test.text_input[1].set_value("not this one")
    button(test, "editors.sign_in").click().run()
    assert TEXT("editors.wrong") in told(test)
    button(test, "editors.sign_in").click().run()
    assert "Wait" in told(test)
    assert [(e.who, e.action) for e in store().log(actions=["sign-in failed"])] == [
        ("Ali", "sign-in failed")
    ]


def test_whoever_signs_out_may_no_longer_change_anything() -> None:
    test = signed_in()
    button(test, "editors.out").click().run()
    assert any(b.label == TEXT("editors.sign_in") for b in test.button)


def test_an_account_that_is_no_editor_is_told_so() -> None:
    test = opened(PEOPLE, "somebody@example.org")
    assert "somebody@example.org" in told(test)
    test.session_state["records_room"] = "versions"
    assert TEXT("load.needs_editor") in [c.value for c in test.run().caption]


def test_an_editor_of_one_province_may_change_only_that() -> None:
    yazd = site().atlas.clusters.query("province_iso == 'IR-21'")["cluster_id"].iloc[0]
    theirs = opened(PEOPLE, "yazd@example.org", "record", cluster=yazd)
    field(theirs, "note_en").set_value("visited")
    button(theirs, "record.save").click().run()
    assert TEXT("record.saved", number=2) in told(theirs)
    field(theirs, "province_iso").set_value("IR-10")
    button(theirs, "record.save").click().run()
    assert TEXT("rights.provinces", provinces="Isfahan") in told(theirs)
    others = opened(PEOPLE, "yazd@example.org", "record", cluster="c001")
    assert TEXT("record.not_yours") in told(others)
    assert button(others, "record.save").disabled
    assert [v.author for v in store().versions()][:-1] == ["yazd@example.org"]


def test_an_event_a_figure_and_their_source_are_added_and_taken_out() -> None:
    test = signed_in("record", cluster="c001")
    next(w for w in test.selectbox if w.label == TEXT("record.stage")).set_value("final_monitoring")
    next(w for w in test.text_input if w.label == TEXT("record.date")).set_value("1404/05")
    next(w for w in test.text_input if w.label == TEXT("record.source_title")).set_value(
        "yearly report"
    )
    button(test, "record.add_event").click().run()
    assert "1404-05" in {
        str(r[2]) for r in store().snapshot().rows("stage_events") if r[0] == "c001"
    }
    next(w for w in test.text_input if w.label == TEXT("record.value")).set_value("30-50")
    button(test, "record.add_figure").click().run()
    assert {(r[2], r[3]) for r in store().snapshot().rows("observations") if r[0] == "c001"} == {
        (30.0, 50.0)
    }
    assert "yearly report" in set(store().snapshot().sources["title"])
    next(b for b in test.button if str(b.key).startswith("take_out_observations")).click().run()
    assert not [r for r in store().snapshot().rows("observations") if r[0] == "c001"]


@pytest.mark.parametrize(
    ("stage", "written", "says"),
    [
        ("prioritised", "1375", ["before 1380"]),
        ("prioritised", "1404/06", ["earlier in the order"]),
        ("completed", "1404/05/10", []),
    ],
)
def test_an_event_that_contradicts_others_is_taken_and_told(
    stage: str, written: str, says: list[str]
) -> None:
    before = store().snapshot()
    monitored = with_event(
        before, "c001", "final_monitoring", "1403", ("", ""), ("report", ""), date(2026, 11, 24)
    )
    store().commit(
        before, monitored, Entry("edit", Rights.to_all("office"), "2026-11-24T00:00:00Z")
    )
    forget()
    test = signed_in("record", cluster="c001")
    next(w for w in test.selectbox if w.label == TEXT("record.stage")).set_value(stage)
    next(w for w in test.text_input if w.label == TEXT("record.date")).set_value(written)
    button(test, "record.add_event").click().run()
    assert (stage, written.replace("/", "-")) in {
        (r[1], r[2]) for r in store().snapshot().rows("stage_events") if r[0] == "c001"
    }
    warned = [w.value for w in test.warning]
    assert len(warned) == len(says) and all(
        part in sentence for part, sentence in zip(says, warned, strict=True)
    )


def test_a_mistake_in_a_form_is_told_by_field_and_nothing_is_written() -> None:
    test = signed_in("record", cluster="c001")
    field(test, "lon").set_value("95")
    button(test, "record.save").click().run()
    assert told(test).startswith("Lat: ")
    assert store().head()[0] == 1


def test_a_record_is_taken_out_only_after_asking_and_comes_back_with_its_version() -> None:
    before = store().snapshot()
    test = signed_in("record", cluster="c001")
    next(b for b in test.button if str(b.key).startswith("drop_")).click().run()
    assert not test.exception
    assert "c001" not in set(store().snapshot().clusters["cluster_id"])
    test.session_state["records_room"] = "versions"
    test.run()
    next(s for s in test.selectbox if s.key == "version_chosen").set_value(1).run()
    test.button(key="restore_confirm").click().run()
    assert store().snapshot().same_content(before)
    assert store().versions()[0].restored == 1


def test_what_an_invented_registry_shows_and_gives_away_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = invented_snapshot(reference(), data_folder(), 40, 1, date(2026, 1, 1))
    store().commit(
        store().snapshot(), made, Entry("demo", Rights.to_all(""), "2026-01-01T00:00:00Z")
    )
    forget()
    ask_anew()
    assert panels(opened(room="versions"))["frame"]["notices"][0]["say"] == TEXT("app.invented")
    given: dict[str, Any] = {}
    monkeypatch.setattr(
        st.delta_generator.DeltaGenerator,
        "download_button",
        lambda _self, _label, **how: given.update(how),
    )
    atlas = site().atlas
    export_bar.render(atlas, select(atlas, read_view({"lang": "en"}, atlas)[0]), TEXT)
    assert given["file_name"].startswith("INVENTED_clusters")
    lines = given["data"]().decode("utf-8-sig").splitlines()
    assert [lines[0].split(",")[0], {line.split(",")[0] for line in lines[1:]}] == [
        TEXT("invented.mark_heading"),
        {TEXT("invented.mark")},
    ]


def test_a_file_of_which_every_row_is_refused_is_not_called_known() -> None:
    test = signed_in()
    written = "cluster_id,name_fa,province_iso\r\n,,IR-21\r\n,,IR-10\r\n"
    test.file_uploader[0].set_value(("bad.csv", written.encode("utf-8-sig"), "text/csv")).run()
    assert TEXT("load.nothing_left_out", n=2) in told(test)
    assert TEXT("load.nothing") not in told(test)


def stop_during(monkeypatch: pytest.MonkeyPatch, panel: ModuleType, work: str, key: str) -> None:
    """Press what stops, as a browser does, while `work` of `panel` tells how far it is."""
    done = getattr(panel, work)

    def pressed(*given: Any) -> Any:
        monkeypatch.setattr(panel, work, done)
        *others, told = given
        context = get_script_run_ctx()
        assert context is not None
        stop = next(
            one for one in context.shared.widget_ids_this_run.snapshot() if one.endswith(key)
        )

        def press_and_tell(share: float) -> None:
            states = [
                state
                for state in context.session_state.get_widget_states()
                if not state.trigger_value
            ]
            asked = WidgetStates(widgets=[*states, WidgetState(id=stop, trigger_value=True)])
            assert context.script_requests
            context.script_requests.request_rerun(
                RerunData(context.query_string, asked, context.page_script_hash)
            )
            told(share)

        return done(*others, press_and_tell)

    monkeypatch.setattr(panel, work, pressed)


def test_a_file_that_is_stopped_while_it_is_written_changes_nothing_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    test = signed_in()
    test.file_uploader[0].set_value(
        ("isfahan.xlsx", messy_xlsx("x"), "application/octet-stream")
    ).run()
    before = store().snapshot()
    stop_during(monkeypatch, confirm_panel, "commit", "load_stop_writing")
    test.button(key="load_confirm").click().run()
    assert not test.exception
    assert TEXT("load.write_stopped") in told(test)
    assert store().head() == (before.number, before.token)
    assert store().snapshot().same_content(before)
    test.button(key="load_confirm").click().run()
    assert TEXT("load.done", number=2) in told(test)


def test_a_file_that_is_stopped_while_it_is_compared_can_be_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    test = signed_in()
    stop_during(monkeypatch, load_panel, "examine", "load_stop_examining")
    test.file_uploader[0].set_value(
        ("isfahan.xlsx", messy_xlsx("x"), "application/octet-stream")
    ).run()
    assert not test.exception
    assert TEXT("load.stopped") in told(test)
    assert not [b for b in test.button if b.key == "load_confirm"]
    button(test, "load.go_on").click().run()
    assert test.button(key="load_confirm")
