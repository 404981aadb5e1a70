"""What can go wrong between the atlas and its registry."""


class RegistryError(Exception):
    """The registry cannot do what was asked; nothing was changed, unless `unsure`.

    `code` names the case in the catalogues, `detail` is the database's own word.

    unreachable: no database there, or gone. full: no room left on the disk. busy: another change
    was being written for too long.
    locked_out: the file or folder may not be written. newer: a newer program made this registry.
    foreign: a file that is no registry.
    gone: the file is no longer in its place. replaced: another file or database stands where the
    registry was opened. damaged: a backup that is not as it was written.
    own_file: the file that the registry itself is kept in. address: no address of a database.
    unsure: the database was gone in the moment of accepting a version, which may be there or not.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


class NotAllowedError(Exception):
    """Whoever asked may not do this; nothing was changed.

    code: `provinces`, records of `provinces` (ISO codes) would change; `story`, a story is
    another's; `everything`, all rights are needed.
    """

    def __init__(self, code: str, provinces: frozenset[str] = frozenset()) -> None:
        super().__init__(f"{code} {' '.join(sorted(provinces))}".strip())
        self.code, self.provinces = code, provinces


class VersionMovedError(Exception):
    """Somebody else's change was accepted since `base`; the registry is at `head`.

    Nothing was changed.
    """

    def __init__(self, base: int, head: int) -> None:
        super().__init__(f"{base} -> {head}")
        self.base, self.head = base, head
