"""The contract with the browser as TypeScript: `python -m tests.contract` writes contract.d.ts."""

import importlib
import pkgutil
from dataclasses import is_dataclass

from components import contract
from components.contract.wire import Panel, declarations
from components.server.assets import BROWSER

DECLARED = BROWSER / "contract.d.ts"
_HEAD = "// Written by `python -m tests.contract` from the dataclasses of components/contract.\n"


def classes() -> list[type]:
    """Every dataclass of components/contract but the bases of others, in the order of its files."""
    modules = [
        importlib.import_module(f"{contract.__name__}.{found.name}")
        for found in pkgutil.iter_modules(contract.__path__)
    ]
    return [
        held
        for module in modules
        for held in vars(module).values()
        if isinstance(held, type)
        and is_dataclass(held)
        and held.__module__ == module.__name__
        and not held.__name__.startswith("_")
    ]


def panels() -> list[type[Panel]]:
    """The dataclasses that a script of its own draws."""
    return [each for each in classes() if issubclass(each, Panel)]


def written() -> str:
    """What contract.d.ts holds."""
    return _HEAD + declarations(classes())


if __name__ == "__main__":
    DECLARED.write_text(written(), encoding="utf-8")
