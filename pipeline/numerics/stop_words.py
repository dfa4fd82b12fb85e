"""Stop words: the words that hold a sentence together and name nothing.

Of English a list of our own, function words only: published lists contain words such as "system",
"fire" and "bill", which do name topics (Nothman, Qin & Yurchak 2018, doi:10.18653/v1/W18-2502). Of
57 other languages the lists of stopwords-iso (github.com/stopwords-iso).
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.core.artifacts import Strings
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.words import fold_word

_FUNCTION_WORDS = """
a an the this that these those such same other another
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
himself she her hers herself it its itself they them their theirs themselves one ones oneself
who whom whose which what whatever whichever whoever when whenever where wherever why how
someone somebody something anyone anybody anything everyone everybody everything nobody
nothing none somewhere anywhere everywhere nowhere
all any both each every few fewer less least little lots many more most much no not only
own several some enough
and or nor but yet so if unless until till because since although though while whereas
whether than then as once
about above across after against along amid among amongst around at before behind below
beneath beside besides between beyond by despite down during except for from in inside into
like near of off on onto out outside over past per regarding respectively through throughout
to toward towards under underneath unlike up upon versus via vs with within without
am is are was were be been being do does did doing done have has had having
can cannot could may might must shall should will would ought
get gets got getting go goes going gone went come comes came make makes made making take
takes took taken taking give gives gave given giving let lets put puts seem seems seemed
keep keeps kept become becomes became becoming
use uses used using based
also again already almost alone always ever never often sometimes usually mostly mainly
rather quite very too just even still indeed instead otherwise however therefore thus hence
thereby therein whereby wherein moreover furthermore meanwhile nevertheless nonetheless
perhaps maybe really actually please well now here there today soon later else elsewhere
together apart away back forward forth namely
first second third last next former latter two three four five six seven eight nine ten
eleven twelve hundred hundreds thousand thousands million millions billion billions
e.g. i.e. eg ie et al etc cf viz inc ltd
i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he'd he'll she'd she'll
they're they've they'd they'll it'll that'll there's who's what's here's how's where's let's
ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't
needn't shan't shouldn't wasn't weren't won't wouldn't
aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent
wont wouldnt
"""


ENGLISH = frozenset(_FUNCTION_WORDS.split())


@lru_cache(maxsize=16)
def stop_words(choice: WordChoice, languages: Strings = ()) -> frozenset[str]:
    """All words that count for nothing, folded as the words of a text are.

    ``languages`` are those of the texts, for a choice that goes by them; where none is known they
    are taken for English.
    """
    return ignored(choice).union(*map(_function_words, _listed(choice, languages)))


def without_list(choice: WordChoice, languages: Strings) -> Strings:
    """Those of the languages of texts of which no stop words are left out, though some should."""
    if choice.stop_words == "none":
        return ()
    listed = _listed(choice, languages)
    return tuple(code for code in languages if code not in listed or not _function_words(code))


def _listed(choice: WordChoice, languages: Strings) -> Strings:
    """The languages of which stop words are left out."""
    if choice.stop_words == "none":
        return ()
    if choice.stop_words == "auto":
        return languages or ("en",)
    return choice.stop_words


@cache
def _function_words(code: str) -> frozenset[str]:
    """The stop words of a language; none where there is no list."""
    from stopwordsiso import has_lang, stopwords

    if code == "en":
        return ENGLISH
    return frozenset(map(fold_word, stopwords(code))) if has_lang(code) else frozenset()


@lru_cache(maxsize=16)
def ignored(choice: WordChoice) -> frozenset[str]:
    """The words that the user chose, and their plurals."""
    return frozenset(form for word in choice.ignore for form in _forms(fold_word(word.strip())))


def _forms(word: str) -> Iterator[str]:
    yield from (word, f"{word}s", f"{word}es")
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
