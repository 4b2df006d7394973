"""The files of the kit's package: which of them some code reaches, and the hash of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple
from functools import cache
from pathlib import Path

from sabreport import PUBLIC
from sabreport.base.places import PACKAGE
from sabreport.reuse.asked import digest_of_asked
from sabreport.reuse.cache import Made, Memory, changed
from sabreport.reuse.hashes import digest_of_file, digest_of_text
from sabreport.reuse.uses import KIT, Uses, uses_of_module

_PREFIX = f"lib/{KIT}/"
"""What the names of its files begin with, wherever it is installed."""
_STEP = "modules"
_known: dict[str, tuple[str, Uses]] = {}
"""What each file of code uses, by its name, with the hash of its text and of what looked at it."""


def library() -> dict[str, str]:
    """The hash of every file of the kit's package."""
    return {name: digest_of_library(name) for name in map(_name, (*_modules(), *_other_files()))}


def is_library(name: str) -> bool:
    """Whether a name is that of a file of the kit's package."""
    return name.startswith(_PREFIX)


@cache
def digest_of_library(name: str) -> str:
    """The hash of a file of the kit's package, as it was when this process, or the one it was forked from, first asked."""
    return digest_of_file(PACKAGE / name.removeprefix(_PREFIX))


def library_reached(*modules: str) -> dict[str, str]:
    """What rests on some modules of the kit rests on: see `reached_by`.

    Examples
    --------
    >>> [name for name in library_reached("sabreport.base.slugs") if name.endswith(".py")]
    ['lib/sabreport/__init__.py', 'lib/sabreport/base/__init__.py', 'lib/sabreport/base/slugs.py']
    """
    return reached_by({"": Uses(modules=modules)})


def reached_by(code: Mapping[str, Uses]) -> dict[str, str]:
    """The hash of each module of the kit that code reaches, itself or by way of others, of the package's other files, and of what
    all that code asks for.

    Parameters
    ----------
    code
        What each piece of code uses, by its name.
    """
    found: dict[Path, None] = {}
    asking = dict(code)
    waiting = [path for used in code.values() for path in _files(used)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            asking[_name(path)] = _uses_of(path)
            waiting += _reached_from(path)
    names = [_name(path) for path in (*sorted(found), *_other_files())]
    return {**{name: digest_of_library(name) for name in names}, **_answers(asking)}


def asked_by_library() -> dict[str, str]:
    """What any module of the kit asks for that no hash can tell."""
    return _answers({_name(path): _uses_of(path) for path in _modules()})


def looked_at(name: str, text: str, look: Callable[[str], Uses]) -> Uses:
    """What ``look(text)`` finds that some code uses; where the name is known with that text, what it found then."""
    digest = digest_of_text(f"{digest_of_library(f'{_PREFIX}reuse/uses.py')} {text}")
    known = _known.get(name)
    if known is None or known[0] != digest:
        known = _known[name] = (digest, look(text))
    return known[1]


def recall_code(memory: Memory) -> None:
    """Recall what the last build saw in each file of code, which is then looked at only where it changed."""
    kept = memory.recall(_STEP)
    for name, (digest, modules, bound, unknown, asks) in (kept.value if kept is not None else {}).items():
        _known[name] = (digest, Uses(tuple(modules), tuple(bound), unknown, tuple((what, where) for what, where in asks)))


def keep_code(memory: Memory) -> None:
    """Remember what was seen in each file of code."""
    rests_on = {name: digest for name, (digest, _) in _known.items()}
    if changed(memory.recall(_STEP), rests_on):
        memory.keep(_STEP, Made(rests_on, {}, {name: [digest, *astuple(uses)] for name, (digest, uses) in _known.items()}))


def _answers(asking: Mapping[str, Uses]) -> dict[str, str]:
    """The hash of what code asks for, by what, and where."""
    asked = [f"{what}, which {name} asks for in {where}" for name, uses in asking.items() for what, where in uses.asks]
    return {each: digest_of_asked(each) for each in sorted(set(asked))}


@cache
def _reached_from(path: Path) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(_files(_uses_of(path))))


@cache
def _uses_of(path: Path) -> Uses:
    if path == PACKAGE / "__init__.py":
        return Uses()  # what it loads for a name, the name tells: see `_files_of`
    module = _module(path)
    package = path.name == "__init__.py"
    text = path.read_text(encoding="utf-8")
    return looked_at(_name(path), text, lambda source: uses_of_module(source, module, package=package))


def _module(path: Path) -> str:
    """The name in full of the module in a file of the package."""
    return ".".join((KIT, *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def _files(used: Uses) -> Iterator[Path]:
    """The files of the modules that code names: with those that are imported before them, and of whole packages all."""
    if used.unknown:
        yield from _modules()
        return
    for name in used.modules:
        yield from _files_of(name, whole=False)
    for name in used.bound:
        yield from _files_of(name, whole=True)


@cache
def _files_of(name: str, *, whole: bool) -> tuple[Path, ...]:
    """The files that are imported with a module; of a package that counts as a whole, all that it holds."""
    found = []
    place = PACKAGE
    first, _, public = name.partition(".")
    name = f"{first}.{PUBLIC[public]}" if public in PUBLIC else name
    for part in ("", *name.split(".")[1:]):
        place = place / part
        found += [path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()]
    if whole and (place / "__init__.py").is_file():
        found += place.rglob("*.py")
    return tuple(found)


@cache
def _modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def _name(path: Path) -> str:
    return f"{_PREFIX}{path.relative_to(PACKAGE).as_posix()}"


@cache
def _other_files() -> tuple[Path, ...]:
    return tuple(path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix not in (".py", ".pyc"))
