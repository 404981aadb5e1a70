"""The registry's fixtures, for the tests of this room too."""

from tests.registry.conftest import address, large, postgres, reading, reference, registry, shipped

__all__ = ["address", "large", "postgres", "reading", "reference", "registry", "shipped"]
