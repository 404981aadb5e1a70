"""Passphrases are kept at today's cost, and secrets and registries for their account alone."""

import stat
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

from components.editing.passphrase import COST, PARALLEL, cost_of, hash_of, is_right
from components.editing.secrets_file import put_passphrase
from geo.registry.backup import backup
from geo.registry.store import Registry
from tests.passphrase import EARLIER_HASH, PASSPHRASE, earlier_hash
from tests.registry.contents import BY, TWO
from tests.serving import ROOT


def test_a_passphrase_is_hashed_at_owasps_cost_and_an_earlier_hash_is_still_read() -> None:
    kept = hash_of(PASSPHRASE)
    assert kept.startswith("scrypt:131072:")
    assert (is_right(PASSPHRASE, kept), is_right("another", kept)) == (True, False)
    assert (
        is_right(PASSPHRASE, earlier_hash(PASSPHRASE, 2**15)),
        cost_of(EARLIER_HASH) < COST,
    ) == (True, True)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "scrypt",
        "scrypt:131072::",
        "scrypt:0:YQ==:YQ==",
        "scrypt:1073741824:YQ==:YQ==",
        "bcrypt:131072:YQ==:YQ==",
        PASSPHRASE,
    ],
)
def test_what_is_no_hash_lets_nobody_in_and_costs_nothing(kept: str) -> None:
    started = time.process_time()
    assert not is_right(PASSPHRASE, kept)
    assert time.process_time() - started < 0.1


def test_few_checks_run_at_a_time() -> None:
    assert PARALLEL * 128 <= 256  # megabytes


def test_git_ignores_the_secrets() -> None:
    assert (
        subprocess.run(
            ["git", "check-ignore", "-q", ".streamlit/secrets.toml"], cwd=ROOT, check=False
        ).returncode
        == 0
    )


def test_a_registry_its_log_and_its_backup_are_their_accounts_alone(tmp_path: Path) -> None:
    registry = Registry.open(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    registry.commit(registry.snapshot(), TWO, BY)
    backup(registry, tmp_path / "backup.sqlite")
    assert {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()} == dict.fromkeys(
        ["registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm", "backup.sqlite"], 0o600
    )
    registry.engine.dispose()


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[editors]\npassphrase = 'old'\nsign_in_hours = 4\n\n[other]\npassphrase = 'stays'\n",
        '[auth]\nclient_id = "a"\n\n[editors.people]\n"a@b" = "all"\n',
        "[other]\npassphrase = 'stays'\n[editors]",
    ],
)
def test_the_command_puts_the_passphrase_in_and_leaves_the_rest(
    tmp_path: Path, before: str
) -> None:
    file = tmp_path / ".streamlit" / "secrets.toml"
    file.parent.mkdir()
    file.write_text(before, encoding="utf-8")
    file.chmod(0o644)
    assert put_passphrase(file, EARLIER_HASH)
    was, now = tomllib.loads(before), tomllib.loads(file.read_text(encoding="utf-8"))
    assert now == was | {"editors": was.get("editors", {}) | {"passphrase": EARLIER_HASH}}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "before",
    ["[editors\n", "editors = { passphrase = 'old' }\n", "[editors]\npassphrase = '''\nold'''\n"],
)
def test_a_file_that_only_a_person_can_mend_is_left_alone(tmp_path: Path, before: str) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(before, encoding="utf-8")
    assert not put_passphrase(file, EARLIER_HASH)
    assert file.read_text(encoding="utf-8") == before
