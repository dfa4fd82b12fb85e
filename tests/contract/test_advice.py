"""Whoever follows the advice of a check is helped: the check goes, or what it counts betters."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

import pipeline
import samples
from advised import (
    WORDS,
    Input,
    consensus,
    grouped,
    loaded,
    shapeless,
    short_texts,
    texts,
    themed,
)
from pipeline.cluster.consensus import Consensus
from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.cluster.kmeans import KMeans
from pipeline.core.artifacts import Vectors
from pipeline.evaluate.checks import topic_checks
from pipeline.evaluate.internal import Internal

FOOD = {"name": "Food", "keywords": ["bread", "flour", "oven"]}
REST = [{"name": name, "keywords": words.split()[:3]} for name, words in WORDS.items()]
TWO = {"cluster": {"method": "kmeans", "n_topics": 2}}
HARDLY = {"method": "similarity", "threshold": 0.02}
SIMILAR = {"method": "similarity", "threshold": 0.3}
GERMAN = [
    f"Die Fahrt zum Hafen dauerte lange, weil {who} das Schiff nicht gefunden hat."
    for who in ("der Kapitän", "die Lehrerin", "mein Bruder", "unsere Nachbarin", "der Koch")
]
ENGLISH = [
    f"It took us a long time to get to the harbour, because {who} could not find the ship."
    for who in ("the captain", "our teacher", "my brother", "a neighbour", "the cook", "she")
]
ORCHESTRAS = [
    f"The orchestra plays the {what} at noon." for what in ("violin melody", "cello tune", "horn")
]
FOOTER = "Please write to the office in the main street if you have any question at all."
FOOTED = [f"{text} {FOOTER}" for text in texts(each=3)]
NOTICE = "This message is confidential and for the intended recipient only."


@dataclass(frozen=True)
class Followed:
    """An input that raises a check, and the same as its advice would have it.

    ``better`` names a measure that rises, or with a minus falls, where the check need not go.
    """

    before: Input
    after: Input
    better: str = ""


NOISE = shapeless(100, consensus(n_topics=6, n_resamples=5))
MERGED = grouped((60, 12, 12, 12), 0.1, consensus(n_topics=4))
TORN = grouped((40, 40), 0.2, consensus(n_topics=8, n_resamples=20))
ALONE = grouped((40, 5), 0.1, consensus(n_topics=2, min_cluster_size=10, min_membership=0))
UNSURE = grouped((30, 30, 30), 0.35, consensus(n_topics=6, min_membership=0.9))
FEW = grouped((8, 8), 0.1, consensus())


def ask(given, **cluster):
    """The same with other settings of the clustering."""
    return replace(
        given, settings=given.settings | {"cluster": {**given.settings["cluster"], **cluster}}
    )


def describe(given, **settings):
    return replace(given, settings=given.settings | {"describe": {"method": "ctfidf", **settings}})


SHORT = Input(
    short_texts(),
    np.eye(16)[np.arange(120) % 4] + 0.05 * np.random.default_rng(0).normal(size=(120, 16)),
)

FOLLOWED = {
    "A01": Followed(
        themed({"name": "Volcanoes"}, FOOD),
        themed({"name": "Volcanoes", "keywords": ["loaf", "crust"]}, FOOD),
    ),
    "A04": Followed(
        themed(
            {"name": "Volcano", "keywords": ["lava"]},
            more=["A volcano of bread and flour.", "Volcano dough."],
        ),
        themed(
            {"name": "Volcano", "keywords": ["bread", "dough"]},
            more=["A volcano of bread and flour.", "Volcano dough."],
        ),
    ),
    "A05": Followed(
        themed({"name": "Food but not bread"}),
        themed({"name": "Food", "not_counting": ["bread"]}),
    ),
    "A06": Followed(
        themed({"name": "Volcano"}, more=["A volcano."]),
        themed({"name": "Volcano", "keywords": ["bread", "dough", "oven"]}, more=["A volcano."]),
    ),
    "A07": Followed(
        themed({"name": "Orchestra"}, more=ORCHESTRAS, assign=HARDLY),
        themed(
            {"name": "Orchestra", "keywords": WORDS["orchestra"].split()},
            more=ORCHESTRAS,
            assign=HARDLY,
        ),
    ),
    "A08": Followed(themed({"name": "Bäckerei"}, FOOD), themed({"name": "Bread"}, FOOD)),
    "A09": Followed(
        themed({"name": "Volcanic bread"}, FOOD),
        themed({"name": "Volcanic bread", "keywords": ["loaf", "crust"]}, FOOD),
    ),
    "C01": Followed(FEW, ask(FEW, min_cluster_size=4)),
    "C02": Followed(UNSURE, ask(UNSURE, n_topics=3)),
    "C05": Followed(shapeless(60, consensus()), shapeless(100, consensus())),
    "D01": Followed(
        replace(SHORT, settings={"words": {"ignore": " ".join(WORDS.values()).split()}}), SHORT
    ),
    "D02": Followed(ALONE, ask(ALONE, n_topics=8, min_cluster_size=2)),
    "D03": Followed(
        Input(GERMAN * 4, settings={**TWO, "words": {"stop_words": "english"}}),
        Input(GERMAN * 4, settings=TWO),
    ),
    "D04": Followed(describe(SHORT, method="keybert"), SHORT),
    "E03": Followed(
        Input([*texts(), "Volcano lava"], settings={"embed": {"method": "lsa", "min_df": 2}}),
        Input([*texts(), "Volcano lava"], settings={"embed": {"method": "lsa", "min_df": 1}}),
    ),
    "E05": Followed(Input(vectors=np.eye(60, 8)), Input(vectors=np.eye(60, 8) + 0.1)),
    "L02": Followed(loaded([texts()[0]] * 2), loaded()),
    "L03": Followed(
        loaded([" ".join([ENGLISH[0]] * 3), " ".join([ENGLISH[0]] * 3) + " Yes."]), loaded()
    ),
    "L04": Followed(
        loaded([*ENGLISH, *GERMAN]),
        Input(ENGLISH, settings=TWO),
    ),
    "L05": Followed(loaded(["The caf\ufffd by the quay."]), loaded(["The café by the quay."])),
    "L06": Followed(
        loaded(["bread oven " * 300]), loaded(["bread oven " * 300], split={"words": 150})
    ),
    "L07": Followed(
        loaded(columns={"day": "1/2/2024"}, date="day"),
        loaded(columns={"day": "1/2/2024"}, date="day", date_format="day-first"),
    ),
    "L10": Followed(Input(settings={"load": {"path": "texts.csv"}}), Input()),
    "L26": Followed(
        loaded(["<p>Bread &amp; butter.</p>"]), loaded(["<p>Bread.</p>"], mask="markup")
    ),
    "L15": Followed(
        loaded([f"{text} {NOTICE}" for text in texts(each=3)]),
        loaded([f"{text} {NOTICE}" for text in texts(each=3)], boilerplate="keep"),
    ),
    "L16": Followed(loaded(FOOTED), loaded([text.removesuffix(FOOTER) for text in FOOTED])),
    "L18": Followed(loaded(mask=["Volcano"]), loaded(mask=["bread"])),
    "Q01": Followed(ALONE, ask(ALONE, min_cluster_size=4)),
    "Q02": Followed(UNSURE, ask(UNSURE, min_membership=0.1)),
    "Q03": Followed(MERGED, ask(MERGED, n_topics=10)),
    "Q04": Followed(Input(settings={"cluster": {"method": "kmeans", "n_topics": 8}}), Input()),
    "Q05": Followed(
        themed(FOOD, assign={"method": "similarity", "threshold": 0.99}),
        themed(
            FOOD | {"keywords": WORDS["kitchen"].split()},
            assign={"method": "similarity", "threshold": 0.8},
        ),
    ),
    "Q06": Followed(
        themed(*REST, assign={"method": "similarity", "threshold": 0}),
        themed(*REST, assign=SIMILAR),
    ),
    "Q07": Followed(TORN, ask(TORN, n_topics=2)),
    "Q08": Followed(
        themed(FOOD, assign={"method": "words"}), themed(*REST, assign={"method": "words"})
    ),
    "Q09": Followed(NOISE, ask(NOISE, n_resamples=60), "seed_agreement"),
    "Q11": Followed(SHORT, describe(SHORT, n_keywords=3), "coherence_npmi"),
    "Q13": Followed(
        grouped((40, 40), 0.2, {"cluster": {"method": "kmeans", "n_topics": 8}}),
        grouped((40, 40), 0.2, {"cluster": {"method": "hdbscan"}}),
    ),
    "Q14": Followed(NOISE, ask(NOISE, n_resamples=60), "least_seed_stability"),
    "Q15": Followed(
        themed(*REST, assign={"method": "similarity", "threshold": 0}),
        themed(*REST, assign=SIMILAR),
    ),
}
"""By the code of the check."""

NOTHING = "it tells what was done, and gives no advice"
ELSEWHERE = {
    "A02": NOTHING,
    "A03": NOTHING,
    "C03": "it takes more documents: tests/neighbors",
    "C04": "a compiler, or another machine, is no setting",
    "E01": "it takes the model: tests/embed/test_embed_minilm.py",
    "E02": "it takes the model: tests/embed/test_embed_minilm.py",
    "E04": NOTHING,
    "E06": NOTHING,
    "E07": NOTHING,
    "E10": "it takes the model: tests/embed/test_use_multilingual.py",
    "E08": "it takes the model: tests/embed/test_embed_distilled.py",
    "E09": NOTHING,
    "D05": NOTHING,
    "E11": NOTHING,
    "E12": NOTHING,
    "E13": "tests/embed/test_embed_precomputed.py names what made the file",
    "L01": "its advice is where to look",
    "L08": "its advice is another command: tests/predict",
    "L25": "its advice is where to look",
    "L11": "tests/load/test_load_page.py sets load.cut_glued_word: false",
    "L12": NOTHING,
    "L13": NOTHING,
    "L14": "its advice is how to read the result",
    "L17": NOTHING,
    "L19": "it says which settings to see: tests/load/test_load_delimited.py sets each",
    "L20": "tests/load/test_load_sheet.py chooses another sheet",
    "L21": NOTHING,
    "L22": "tests/load/test_load_json.py names another array",
    "L23": NOTHING,
    "L24": "tests/load/test_load_delimited.py sets load.header_rows: 0",
    "N01": NOTHING,
    "N02": "it takes a server: tests/naming, as all of these",
    "N03": "tests/naming: the next run asks for what has no answer",
    "N04": "tests/naming",
    "N05": "its advice is where to look",
    "N06": "tests/naming leaves names_in out",
    "O01": "tests/overrides, as all of these",
    "O02": "tests/overrides",
    "O03": NOTHING,
    "O04": "tests/overrides",
    "O05": "its advice is where to look",
    "O06": "tests/overrides",
    "O07": "it takes a damaged run: tests/end_to_end/test_keeping.py",
    "Q10": "test_a_number_of_topics_that_is_asked_for_is_settled, below",
    "F01": "a font is no setting: tests/report/test_report_fonts.py",
    "Q12": "test_with_kmeans_documents_are_nearest_to_their_own_topic, below",
    "Q20": "tests/evaluate/test_evaluate_source.py masks the names, as these three advise",
    "Q21": "tests/evaluate/test_evaluate_source.py",
    "Q22": "tests/evaluate/test_evaluate_source.py",
    "G01": "it takes more documents: tests/neighbors",
    "R01": "it takes UMAP: tests/reduce",
    "R02": "it takes UMAP, on more documents: tests/reduce",
}
"""Why no input stands above for a check."""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What an input comes to; the same one is asked once."""
    folder, known = tmp_path_factory.mktemp("advised"), []

    def of(given):
        for one, answer in known:
            if one is given:
                return answer
        answer = given.found(folder / str(len(list(folder.iterdir()))))
        known.append((given, answer))
        return answer

    return of


def test_the_advice_of_every_check_is_followed_or_it_is_said_why_not():
    sources = Path(pipeline.__file__).parent.rglob("*.py")
    codes = {
        code
        for path in sources
        for code in re.findall(r'"([A-Z]\d\d)"', path.read_text(encoding="utf-8"))
    }
    assert codes == FOLLOWED.keys() | ELSEWHERE.keys()
    assert not FOLLOWED.keys() & ELSEWHERE.keys()


@pytest.mark.parametrize("code", FOLLOWED)
def test_whoever_follows_the_advice_is_helped(code, found):
    case = FOLLOWED[code]
    (checks, measures), (later, after) = found(case.before), found(case.after)
    told = [check for check in checks if check.code == code]
    assert told and all(check.advice for check in told)
    if case.better:
        assert after[case.better] > measures[case.better]
    else:
        assert not [check for check in later if check.code == code and check.advice]


def test_a_number_of_topics_that_is_asked_for_is_settled():
    rows = samples.inputs("cluster")[0]
    asked = Consensus(n_topics=3, n_resamples=5)(rows)
    unsure = samples.clustering_of(asked.labels, redrawn_numbers=(5,) * 30 + (9,) * 10)
    topics = samples.inputs("evaluate")[3].at(0)
    assert "Q10" in [check.code for check in topic_checks(unsure, topics)]
    assert asked.redrawn_numbers == ()


def test_with_kmeans_documents_are_nearest_to_their_own_topic():
    corpus, reduced, _, topics, themes = samples.inputs("evaluate")

    def silhouette(clustering):
        quality = Internal()(corpus, reduced, clustering, topics, themes)
        (value,) = (each.value for each in quality.measures if each.name == "silhouette")
        return value, "Q12" in [check.code for check in quality.checks]

    mixed = samples.clustering_of(np.arange(len(corpus)) % 3)
    value, doubted = silhouette(mixed)
    assert value < 0 and doubted
    better, still = silhouette(KMeans(n_topics=3)(reduced))
    assert better > 0 and not still


@pytest.mark.parametrize("method", [Consensus(), HDBSCAN(), KMeans()])
def test_where_no_setting_helps_it_is_said(method):
    (check,) = method(Vectors(np.eye(3, dtype=np.float32))).checks
    assert check.advice == "Add documents: no setting finds topics among so few."


@pytest.mark.parametrize(
    ("method", "n"),
    [
        (Consensus(min_cluster_size=5), 12),
        (HDBSCAN(min_cluster_size=9), 8),
        (KMeans(n_topics=9), 10),
    ],
)
def test_the_number_that_is_advised_is_small_enough(method, n):
    rows = Vectors(np.random.default_rng(0).normal(size=(n, 4)).astype(np.float32))
    (check,) = method(rows).checks
    setting, number = re.search(r"Lower cluster\.(\w+) to (\d+)", check.advice).groups()
    changed = method.model_copy(update={setting: int(number)})
    told = [each.message for each in changed(rows).checks]
    assert not any("too few" in message for message in told)
