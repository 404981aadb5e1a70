"""The registry's fixtures, for the tests of this room too."""

from tests.registry.conftest import address, ground, large, postgres, reading, registry, shipped

__all__ = ["address", "ground", "large", "postgres", "reading", "registry", "shipped"]
