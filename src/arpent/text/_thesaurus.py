"""What people mean by what they say, from a file that they can edit."""

import math
import os
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from arpent.errors import ArpentError
from arpent.text._words import NONE, stems

_OURS = Path(__file__).parent / "data" / "thesaurus.toml"
_NEAR = 6  # words, between two words of one expression


class ThesaurusError(ArpentError):
    """A thesaurus that cannot be read."""


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """Terms, each with the expressions that mean it.

    ``expressions[k]`` is written, and means ``terms[meant[k]]``. A term is its own
    first expression.
    """

    terms: tuple[str, ...]
    expressions: tuple[str, ...]
    meant: tuple[int, ...]
    _stems: tuple[frozenset[str], ...] = field(repr=False)

    @cached_property
    def _weights(self) -> dict[str, float]:
        terms: dict[str, set[int]] = defaultdict(set)
        for words, term in zip(self._stems, self.meant, strict=True):
            for stem in words - {NONE}:
                terms[stem].add(term)
        return {stem: math.log(1 + len(self.terms) / len(held)) for stem, held in terms.items()}

    @cached_property
    def _by_rarest(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(self._stems):
            said = words - {NONE}
            if said:
                found[min(said, key=lambda stem: (-self._weights[stem], stem))].append(at)
        return found

    def read(self, text: str) -> dict[int, tuple[float, str]]:
        """The terms that a text means: ``{term: (strength, expression)}``, the strongest of each.

        The words of the expression are all there, in any order, a few words apart. The strength is
        the sum of their rarities among the terms. Cost: 0.1 ms for a sentence.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for at, stem in enumerate(stems(text)):
            places[stem].append(at)
        found: dict[int, tuple[float, str]] = {}
        for stem in sorted(places.keys() & self._by_rarest.keys()):
            for at in self._by_rarest[stem]:
                words = self._stems[at]
                if not words <= places.keys() or not _together(words, stem, places):
                    continue
                strength = math.fsum(self._weights[word] for word in words if word != NONE)
                term = self.meant[at]
                if strength > found.get(term, (0.0, ""))[0]:
                    found[term] = (strength, self.expressions[at])
        return found


def _together(words: frozenset[str], rarest: str, places: dict[str, list[int]]) -> bool:
    reach = _NEAR + len(words)
    return any(
        all(any(abs(place - here) <= reach for place in places[word]) for word in words)
        for here in places[rarest]
    )


def load_thesaurus(path: str | os.PathLike[str] | None = None) -> Thesaurus:
    """Which thesaurus of digital education do we read by?

    Parameters
    ----------
    path : path or None
        A TOML file of tables ``[theme]`` with lines ``"term" = ["expression", …]``; None: ours.

    Returns
    -------
    Thesaurus
        Its ``read(text)`` gives the terms that a text means, with the expression that said it.

    Raises
    ------
    ThesaurusError
        When the file cannot be read, or a term stands twice in it.

    Notes
    -----
    How the words of an expression are matched: docs/methods/equivalents.md. Cost: 50 ms, once.
    Source: written for this project (src/arpent/text/data/thesaurus.toml, CC0).

    Examples
    --------
    >>> ours = load_thesaurus()
    >>> [ours.terms[term] for term in ours.read("Chez nous on ne capte rien")]
    ['zone blanche']
    """
    return _load(Path(path) if path is not None else _OURS)


@lru_cache(maxsize=8)
def _load(path: Path) -> Thesaurus:
    try:
        themes = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ThesaurusError(f"{path} n’est pas un thésaurus lisible : {error}") from error
    terms: list[str] = []
    expressions: list[str] = []
    meant: list[int] = []
    for theme, entries in themes.items():
        if not isinstance(entries, dict):
            raise ThesaurusError(f"{path} : « {theme} » n’est pas sous un thème.")
        for term, said in entries.items():
            if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
                raise ThesaurusError(f"{path} : « {term} » attend une liste d’expressions.")
            for expression in dict.fromkeys((term, *said)):
                expressions.append(expression)
                meant.append(len(terms))
            terms.append(term)
    twice = [term for term, times in Counter(terms).items() if times > 1]
    if twice:
        raise ThesaurusError(f"{path} : deux fois « {twice[0]} ».")
    read = tuple(frozenset(stems(expression)) for expression in expressions)
    return Thesaurus(tuple(terms), tuple(expressions), tuple(meant), read)
