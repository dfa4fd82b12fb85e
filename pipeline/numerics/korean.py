"""Korean: what is written behind a noun, and the words that only hold a sentence together.

A particle follows its noun without a space, in a form that goes by whether the noun ends in a
consonant. A sentence ends with a verb, which is told by its ending.
"""

import re
from collections.abc import Iterator

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
"""The syllables, in the order of their consonants and vowels, the last consonant changing first."""

_NONE, _RIEUL, _BIEUP, _SANG_SIOS = 0, 8, 17, 20

_ANY = """
에서는 에서도 에서의 에서 에게서 에게는 에게 에는 에도 에만 에 의 도 만 만이 만을
까지 부터 처럼 보다 마다 조차 마저 뿐 께서 한테 들은 들이 들을 들의 들에게 들과
들도 들로 들에 들
"""
_AFTER_CONSONANT = """
은 이 을 과 과의 이나 이라 이라는 이라고 이며 이고 이란 이다 이었다 입니다 으로 으로는 으로도 으로서
으로써 으로부터
"""
_AFTER_VOWEL = "는 가 를 와 와의 나 라 라는 라고 며 고 란 였다 로 로는 로도 로서 로써 로부터"

_PARTICLES = sorted(
    [(form, None) for form in _ANY.split()]
    + [(form, True) for form in _AFTER_CONSONANT.split()]
    + [(form, False) for form in _AFTER_VOWEL.split()],
    key=lambda particle: -len(particle[0]),
)
"""With whether a consonant must stand before it, longest first."""

_SHORTEST = 2
"""Syllables of a noun: of one alone it cannot be told where it ends."""

_HANGUL = re.compile("[\uac00-\ud7a3]+")
_THERE = ("있", "없", "않")
"""How words begin that say whether something is there."""

_DOING = "하는 하며 하여 하고 하지 하면 하던 하도록 하면서 하지만 하거나 하려고 하려면 하다 하기"
_BECOMING = "되는 되며 되어 되고 되지 되면 되던 되도록 되면서 되지만 되거나 되다 되기"
_FINAL = "한다 된다 는다 진다 킨다 세요 까요 네요 어요 아요 지요 군요"
_PAST, _AFTER_PAST = "었았였했됐렸졌겠", "으며 으나 지만 고 던 는데 을 음 기 으면 다고 다는"
_ENDINGS = (
    *f"{_DOING} {_BECOMING} {_FINAL}".split(),
    *(past + ending for past in _PAST for ending in _AFTER_PAST.split()),
)
_FORMAL = ("니다", "니까")

_FUNCTION = """
가장 매우 아주 너무 보통 특히 특정 모든 모두 많은 많이 좋은 작은 큰 같은 같이
다른 다양한 여러 어떤 이런 그런 저런 이러한 그러한 어느 각각 대부분 대부분의 일부
다시 이미 아직 바로 또한 또는 그리고 그러나 하지만 따라서 때문에 때문이다 때문입니다
위해 위한 위해서 위하여 대한 대해 대해서 대하여 통해 통한 통해서 통하여 의해 의한
따라 따르면 따른 관한 관해 비해 인해 인한 함께 이후 이전 현재 당시 동안 경우
경우에는 정도 이상 이하 이는 이를 이것은 이것이 이것을 그것은 그는 그가 그의 그녀는
그녀의 그녀가 그들은 그들의 그들이 우리는 우리의 우리가 나는 나의 내가 저는 제가
당신은 당신의 당신이 여러분은 것은 것이 것을 것으로 것과 것도 것이다 것입니다 것이며
수도 수는 수가 중에 중에서 후에 전에 라고 이라고 라는 이라는 번째 가지 만약 비록
거의 약간 조금 더욱 아니라 아니다 아닙니다 아닌 아니며 싶다면 되었다 된 위에 아래
여기 거기 무엇 누구 언제 어디 합니다 입니다 됩니다 이다 인 일 및 등 한 할 될 함
됨 해 돼 해서 해야 하게 되게 했던 됐던 시키는 받는 등의 등을 등이 말했다
말했습니다 밝혔다 밝혔습니다 전했다
"""
_FUNCTION_WORDS = frozenset(_FUNCTION.split())


def is_hangul(word: str) -> bool:
    """Whether a word is written in syllables of Korean alone."""
    return "\uac00" <= word[:1] <= "\ud7a3" and _HANGUL.fullmatch(word) is not None


def nouns(word: str) -> Iterator[str]:
    """The nouns that a word may be with a particle behind them, the longest particle first."""
    for particle, after_consonant in _PARTICLES:
        noun = word.removesuffix(particle)
        if len(noun) < _SHORTEST or noun == word:
            continue
        final = _final(noun[-1])
        fits = after_consonant is None or after_consonant == (final != _NONE)
        if fits or (particle.startswith("로") and final == _RIEUL):
            yield noun


def is_sentence_word(word: str) -> bool:
    """Whether a word of Korean names nothing: a verb by its ending, or a function word."""
    return (
        word in _FUNCTION_WORDS
        or word.startswith(_THERE)
        or word.endswith(_ENDINGS)
        or (len(word) > 2 and word.endswith(_FORMAL) and _final(word[-3]) == _BIEUP)
        or (len(word) > 1 and word[-1] == "다" and _final(word[-2]) == _SANG_SIOS)
    )


def _final(syllable: str) -> int:
    """Which consonant a syllable ends with, 0 for none."""
    code = ord(syllable)
    return (code - _FIRST) % _FINALS if _FIRST <= code <= _LAST else _NONE
