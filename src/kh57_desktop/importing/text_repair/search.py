"""The likeliest reading of a run of damaged words: a shortest path over the places where words may begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log2

from kh57_desktop.importing.syllables import case_of, is_foreign, openings, spellings, with_tone_moved
from kh57_desktop.importing.text_repair.places import LONGEST_WORD, Word, is_marked
from kh57_desktop.importing.text_repair.vocabulary import vocabulary

_LONGEST = 7
"""Letters of the longest syllable (nghiêng)."""
_JOIN = 4.0
_SPLIT = 4.0
_LOOSE_SPLIT = 9.0
"""A split behind a letter without a mark, where PDF texts seldom lose a space."""
_NAME = 4.0
"""A name or borrowed word behind a split is likelier than an ill-formed word in the text."""
_PAIR = 3.0
_FOREIGN = 7.0
_BARE = 8.0
_RARE = 11.0
_MISPLACED = 2.0
"""A known word whose tone mark was typed on another vowel ("tòan", "đựơc"): a misprint, no two words run together."""
_MARGIN = 2.0
"""Two readings nearer than this are both kept open."""
_CONTEXT = 2
_BEAM = 6
_VOWELS = frozenset("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")
_CROSSES = frozenset({"x", "v"})
"""Letters that tick a cell of a table: "x ở xã" stays, only a known word is made with them ("x ã")."""
_LETTER_WORDS = frozenset({"y", "ý", "ở", "à", "á", "ạ", "ô", "ổ", "ê"})


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the best reading differs from the text: spaces to put in and to take out, by text offset.

    `rival` holds the words of another well-formed reading that is as likely; the place is then left alone.
    """

    start: int
    end: int
    words: tuple[str, ...]
    inserts: frozenset[int]
    removals: frozenset[int]
    rival: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    word: str
    start: int
    is_whole: bool
    """No ill-formed word on it."""
    before: _Path | None


def windows_of(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Runs of words around those that may be damaged, two words of context on either side."""
    begin = 0
    while begin < len(words):
        end = begin + 1
        while end < len(words) and words[end - 1].tied:
            end += 1
        run = words[begin:end]
        low = high = -1
        for index in range(len(run)):
            if not _is_suspect(run, index):
                continue
            if low >= 0 and index - _CONTEXT > high:
                yield run[low:high]
                low = -1
            low = max(0, index - _CONTEXT) if low < 0 else low
            high = min(len(run), index + _CONTEXT + 1)
        if low >= 0:
            yield run[low:high]
        begin = end


def _is_suspect(run: Sequence[Word], index: int) -> bool:
    word = run[index]
    if word.is_fixed or len(word.text) > LONGEST_WORD:
        return False
    if word.splits:
        return True
    if _stands_alone(word.text):
        return False
    pairs = pairwise(neighbour.text for neighbour in run[max(0, index - 1) : index + 2])
    return any(len(left) < _LONGEST and (left + right).lower()[:_LONGEST] in openings() for left, right in pairs)


@lru_cache(maxsize=20_000)
def _stands_alone(text: str) -> bool:
    """A word that the genre knows: it is joined to another only where that other is none."""
    small = text.lower()
    if len(small) == 1:
        return small in _LETTER_WORDS and text.islower()
    known = vocabulary()
    return small in known.counts or small in known.bare or (is_foreign(text) and not (text.isupper() and len(text) < 4))


@lru_cache(maxsize=20_000)
def _cost(text: str) -> tuple[float, bool]:
    """How unlikely `text` is as a word, and whether it is well formed."""
    small = text.lower()
    known = vocabulary()
    count = known.counts.get(small, 0)
    if len(text) == 1 and small not in _LETTER_WORDS:
        return 12.0 + 5.0, False
    if count and case_of(text):
        return max(2.0, 7.0 - log2(count)), True
    if small in known.bare and case_of(text):
        return _BARE, True
    if small in spellings() and case_of(text):
        return _RARE, True
    if is_foreign(text):
        return _FOREIGN, True
    return 12.0 + 5.0 * len(text), False


def read_window(window: Sequence[Word]) -> list[Found]:
    """The places of `window` whose best reading is not the text as it stands."""
    letters = "".join(word.text for word in window)
    ends: list[int] = []
    total = 0
    for word in window:
        total += len(word.text)
        ends.append(total)
    lattice = _Lattice(letters, window, [0, *ends])
    paths = lattice.best()
    best = _bounds(paths[0])
    rival = next((_bounds(path) for path in paths[1:] if path.is_whole and path.cost - paths[0].cost < _MARGIN), None)
    return list(_differences(lattice, best, rival))


def _bounds(path: _Path) -> tuple[int, ...]:
    """Where the words of `path` begin, and its end."""
    places = [path.start + len(path.word)]
    step: _Path | None = path
    while step is not None and step.word:
        places.append(step.start)
        step = step.before
    return tuple(reversed(places))


class _Lattice:
    """The words that the letters of one window may be read as."""

    def __init__(self, letters: str, window: Sequence[Word], bounds: list[int]) -> None:
        self.letters = letters
        self.bounds = bounds
        """Where the window's own words begin, and the end."""
        self.word_at = dict(zip(bounds, window, strict=False))
        self.ends = frozenset(bounds[1:])
        self.places = sorted(
            {*bounds, *(begin + place for begin, word in self.word_at.items() for place in word.splits)}
        )

    def offset(self, place: int) -> int:
        """The text offset of the letter at `place`."""
        begin = self._word_start(place)
        return self.word_at[begin].start + place - begin

    def _word_start(self, place: int) -> int:
        """Where the window's own word that holds `place` begins."""
        return self.bounds[bisect_right(self.bounds, place) - 1]

    def best(self) -> list[_Path]:
        """Complete readings, the likeliest first."""
        paths: dict[int, list[_Path]] = {0: [_Path(0.0, "", 0, True, None)]}
        own_start = dict(zip(self.bounds[1:], self.bounds, strict=False))
        for index, end in enumerate(self.places[1:], start=1):
            reached: list[_Path] = []
            for begin in self._starts(index, own_start.get(end)):
                if paths[begin]:
                    reached += self._extended(paths[begin], begin, end, is_own=own_start.get(end) == begin)
            reached.sort(key=lambda path: path.cost)
            paths[end] = reached[:_BEAM]
        return paths[self.places[-1]]

    def _starts(self, index: int, own: int | None) -> list[int]:
        """Where a word that ends at the place `index` may begin."""
        end = self.places[index]
        if own is not None and self.word_at[own].splits:
            return self.places[bisect_left(self.places, min(own, end - _LONGEST)) : index]
        starts = self.places[bisect_left(self.places, end - _LONGEST) : index]
        return starts if own is None or own in starts else [own, *starts]

    def _extended(self, paths: list[_Path], begin: int, end: int, *, is_own: bool) -> Iterator[_Path]:
        """`paths` to `begin`, each with the word [begin, end) behind it, where it may be read so."""
        read = self._own(begin, end) if is_own else self._new(begin, end)
        if read is None:
            return
        cost, is_whole = read
        word = self.letters[begin:end]
        small, pairs = word.lower(), vocabulary().pairs
        is_loose = begin not in self.word_at and not self._opens(begin)
        if is_loose and not _is_frequent(word):
            return
        for path in paths:
            pair = (path.word.lower(), small) in pairs
            if is_loose and not _is_frequent(path.word):
                continue
            step = cost - (_PAIR if pair else 0.0) + (_LOOSE_SPLIT - _SPLIT if is_loose else 0.0)
            yield _Path(path.cost + step, word, begin, is_whole and path.is_whole, path)

    def _opens(self, place: int) -> bool:
        """Whether a new word inside an own one is to be expected at `place`: behind a mark, or at a capital."""
        return is_marked(self.letters[place - 1]) or (
            self.letters[place].isupper() and self.letters[place - 1].islower()
        )

    def _own(self, begin: int, end: int) -> tuple[float, bool]:
        """Cost of leaving the window's own word [begin, end) as it is, and whether it is one."""
        if self.word_at[begin].is_fixed:
            return _FOREIGN, True
        text = self.letters[begin:end]
        meant = with_tone_moved(text)
        if meant is not None and meant in vocabulary().counts and case_of(text):
            cost, is_whole = _cost(meant)
            return cost + _MISPLACED, is_whole
        return _cost(text)

    def _new(self, begin: int, end: int) -> tuple[float, bool] | None:
        """Cost of reading the letters [begin, end) as one word against the text, None where they are none."""
        text = self.letters[begin:end]
        is_own_start = begin in self.word_at
        if not _is_spelled(text) and (is_own_start or end not in self.ends or not _may_follow(text)):
            return None
        cost, is_whole = _cost(text)
        inner = self.bounds[bisect_right(self.bounds, begin) : bisect_left(self.bounds, end)]
        if inner and not self._may_join(begin, end, inner):
            return None
        if not is_whole and (inner or not self._opens(begin)):
            return None  # only a borrowed word or a name may follow, whole to the end
        if not is_own_start:
            cost += _SPLIT if is_whole else _SPLIT - _NAME
        return cost + _JOIN * len(inner), is_whole

    def _may_join(self, begin: int, end: int, inner: list[int]) -> bool:
        """Whether the fragments make one syllable and at least one of them is no word by itself."""
        text = self.letters[begin:end]
        if not _is_spelled(text):
            return False
        fragments = [self.word_at[bound] for bound in (self._word_start(begin), *inner)]
        if any(fragment.is_fixed for fragment in fragments):
            return False
        alone = [_stands_alone(fragment.text) for fragment in fragments]
        if all(alone):
            return False
        if any(alone) and any(fragment.text.lower() in _CROSSES for fragment in fragments):
            return text.lower() in vocabulary().counts
        if all(len(fragment.text) > 1 and fragment.text.lower() in spellings() for fragment in fragments):
            # "ển" begins with a vowel and is no word that stands so: certainly a fragment, whatever the other is
            return text.lower() in vocabulary().counts or any(map(_is_remnant, fragments))
        return True


def _is_remnant(word: Word) -> bool:
    small = word.text.lower()
    return small in spellings() and small[0] in _VOWELS and not _stands_alone(word.text)


def twofold(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Neighbours that are words by themselves but, read as one, make a known pair with what stands beside them.

    "do anh nghiệp": both readings are well formed, so the place is only shown.
    """
    known = vocabulary()
    small = [word.text.lower() for word in words]
    for index in range(len(words) - 1):
        left, right = words[index], words[index + 1]
        if not left.tied or small[index + 1] not in known.bare or small[index] not in known.counts:
            continue
        whole = small[index] + small[index + 1]
        if whole not in known.counts or case_of(left.text + right.text) is None:
            continue
        before = small[index - 1] if index and words[index - 1].tied else ""
        after = small[index + 2] if right.tied and index + 2 < len(words) else ""
        apart = {(small[index], small[index + 1]), (before, small[index]), (small[index + 1], after)}
        if {(before, whole), (whole, after)} & known.pairs and not apart & known.pairs:
            yield left, right


@lru_cache(maxsize=20_000)
def _is_spelled(text: str) -> bool:
    return text.lower() in spellings() and case_of(text) is not None


@lru_cache(maxsize=20_000)
def _may_follow(text: str) -> bool:
    """Words that are no syllables but may have lost the space before them: logistics, VNeID, Đắk."""
    return text[0].isupper() or is_foreign(text) or (len(text) >= 3 and text.isascii() and text.islower())


def _is_frequent(text: str) -> bool:
    return len(text) > 1 and text.lower() in vocabulary().counts


def _differences(lattice: _Lattice, best: tuple[int, ...], rival: tuple[int, ...] | None) -> Iterator[Found]:
    """The stretches between common word bounds in which the best reading is not the text as it stands."""
    own = lattice.bounds
    common = sorted({*own} & {*best} & {*(rival or best)})
    for begin, end in pairwise(common):
        old, new = _inside(own, begin, end), _inside(best, begin, end)
        other = _inside(rival, begin, end) if rival else new
        if old == new == other:
            continue
        yield Found(
            lattice.offset(begin),
            lattice.offset(end - 1) + 1,
            _cut(lattice.letters, begin, end, new),
            frozenset(lattice.offset(place) for place in new - old),
            frozenset(lattice.offset(place) - 1 for place in old - new),
            None if other == new else _cut(lattice.letters, begin, end, other),
        )


def _inside(places: Sequence[int], begin: int, end: int) -> frozenset[int]:
    return frozenset(places[bisect_right(places, begin) : bisect_left(places, end)])


def _cut(letters: str, begin: int, end: int, inner: frozenset[int]) -> tuple[str, ...]:
    places = [begin, *sorted(inner), end]
    return tuple(letters[low:high] for low, high in pairwise(places))
