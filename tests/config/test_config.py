"""The config: defaults, every mistake at once, messages a person can act on."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import load_config, recorded_config
from pipeline.core.discovery import STAGES, method_class, method_names
from pipeline.core.errors import ConfigError

GOLDEN = Path(__file__).parent / "messages"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "texts.csv").write_text("id,text\n1,cats\n2,ships\n")
    (tmp_path / "words.csv").write_text("id,words\n1,cats\n2,ships\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, text):
    (folder / "config.yaml").write_text(text)
    return load_config("config.yaml")


def problems(folder, text):
    with pytest.raises(ConfigError) as error:
        write(folder, text)
    assert error.value.exit_code == 2
    return error.value.problems


MINIMAL = "name: x\nload:\n  path: texts.csv\n"


def test_name_and_path_are_enough(folder):
    config = write(folder, MINIMAL)
    assert config.load.name() == "delimited"
    assert [part.method.name() for part in config.embed.parts] == ["auto", "lsa"]
    assert config.cluster.name() == "consensus"
    assert config.map.n_components == 2
    assert config.outputs == folder / "outputs"
    assert config.themes == ()


def test_the_seed_reaches_every_method_unless_it_has_its_own(folder):
    config = write(folder, MINIMAL + "seed: 7\nmap: {seed: 3}\n")
    assert (config.reduce.seed, config.map.seed) == (7, 3)


def test_threads_reach_the_embedder_and_not_the_result(folder):
    one = write(folder, MINIMAL + "execution: {threads: 1}\n")
    two = write(folder, MINIMAL + "execution: {threads: 2}\n")
    assert (one.embed.threads, two.embed.threads) == (1, 2)
    assert one.resolved() == two.resolved()


@pytest.mark.parametrize(
    ("given", "expected", "recorded"),
    [
        ("auto", "auto", "auto"),
        ("de", ("de",), ["de"]),
        ("Norwegian Bokmål", ("nb",), ["nb"]),
        ("no", ("no",), ["no"]),
        ("[en, german, de]", ("en", "de"), ["en", "de"]),
    ],
)
def test_the_language_is_told_to_whoever_reads(folder, given, expected, recorded):
    config = write(folder, MINIMAL + f"language: {given}\n")
    assert config.language == config.load.language == expected
    assert config.resolved()["language"] == recorded
    assert "language" not in config.resolved()["load"]
    again = recorded_config(config.resolved(), config.path, config.outputs, "x-001")
    assert again.load.language == expected


def test_a_language_can_be_set_for_one_run(folder):
    write(folder, MINIMAL)
    config = load_config("config.yaml", ["language=[en, fr]"])
    assert config.load.language == ("en", "fr")


def test_words_are_one_choice_for_all_who_read_words(folder):
    config = write(folder, MINIMAL + "words: {ignore: [food]}\n")
    lsa = config.embed.parts[1].method
    assert config.words.ignore == ("food",)
    assert config.words == lsa.words == config.describe.words == config.assign.words
    recorded = config.resolved()
    assert recorded["words"] == {"stop_words": "auto", "ignore": ["food"]}
    assert "words" not in recorded["describe"]
    assert all("words" not in part for part in recorded["embed"]["parts"])
    again = recorded_config(recorded, folder / "config.yaml", folder / "outputs", "x-001")
    assert again.resolved() == recorded


def test_who_computes_is_no_part_of_the_result(folder, monkeypatch):
    monkeypatch.setattr("pipeline.engines.choice.find_spec", lambda name: name)
    local = write(folder, MINIMAL)
    ray = write(folder, MINIMAL + "execution: {engine: ray, address: 'head:6379'}\n")
    assert (local.execution.engine, ray.execution.engine) == ("local", "ray")
    assert local.resolved() == ray.resolved()


def test_an_engine_that_is_not_installed_is_told_with_all_else(folder, monkeypatch):
    monkeypatch.setattr("pipeline.engines.choice.find_spec", lambda name: None)
    with pytest.raises(ConfigError) as error:
        write(folder, MINIMAL + "seed: x\nexecution:\n  engine: ray\n")
    assert "execution.engine: engine 'ray' needs ray, which is not installed" in str(error.value)
    assert "pip install 'themeline[ray]'" in str(error.value)
    assert "seed" in str(error.value)


@pytest.mark.parametrize("address", ["ray://head:10001", "head", "head:0", ""])
def test_an_address_is_a_word_or_a_host_and_a_port(folder, address):
    with pytest.raises(ConfigError, match=r"execution.address: .* expected auto, local or host"):
        write(folder, MINIMAL + f"execution: {{address: '{address}'}}\n")


def test_a_theme_may_be_a_name_alone(folder):
    config = write(folder, MINIMAL + "themes: [cats, {name: ships, keywords: [sail]}]\n")
    assert [theme.name for theme in config.themes] == ["cats", "ships"]
    assert config.assign.themes == config.themes


def test_a_load_may_be_a_path_alone(folder):
    assert write(folder, "name: x\nload: texts.csv\n").load.name() == "delimited"


def test_a_method_may_be_a_word_alone(folder):
    assert write(folder, MINIMAL + "cluster: kmeans\n").cluster.name() == "kmeans"


def test_set_values_win(folder):
    (folder / "config.yaml").write_text(MINIMAL + "cluster: {min_cluster_size: 5}\n")
    config = load_config("config.yaml", ["cluster.min_cluster_size=8", "describe=ctfidf"])
    assert config.cluster.min_cluster_size == 8
    assert config.describe.name() == "ctfidf"


def test_outputs_on_the_command_line_are_relative_to_where_one_stands(folder):
    (folder / "sub").mkdir()
    (folder / "config.yaml").write_text(MINIMAL)
    assert load_config("config.yaml", (), "sub/here").outputs == folder / "sub" / "here"


def test_the_shipped_config_is_right():
    root = Path(__file__).parents[2]
    config = load_config(root / "config.yaml")
    assert [theme.name for theme in config.themes] == [
        "dynamics",
        "representation",
        "interpretability",
        "robotics",
    ]
    assert not Path(config.resolved()["load"]["path"]).is_absolute()


def test_every_setting_the_shipped_config_shows_has_its_default(folder):
    shipped = load_config(Path(__file__).parents[2] / "config.yaml").resolved()
    default = write(folder, MINIMAL).resolved()
    for section in ("embed", "reduce", "map", "cluster", "describe", "assign", "seed"):
        assert shipped[section] == default[section], section


CASES = {
    "unknown_key": MINIMAL + "cluster:\n  min_clustr_size: 8\n",
    "old_names": MINIMAL
    + "  sample: 100\nembed:\n  parts:\n    - {method: auto, draw: 1}\n    - lsa\n"
    + "cluster:\n  min_belonging: 0.5\n  min_clustr_size: 8\n",
    "unknown_section": MINIMAL + "clusters: {}\n",
    "wrong_type": MINIMAL + "cluster:\n  min_cluster_size: big\n",
    "a_float_for_a_whole_number": MINIMAL + "cluster:\n  min_cluster_size: 7.5\n",
    "a_language_in_load": MINIMAL + "  language: de\n",
    "a_language_that_is_none": MINIMAL + "language: [en, germn]\n",
    "a_language_of_a_country": MINIMAL + "language: pt-BR\n",
    "a_language_that_is_not_told": MINIMAL + "language: [sv, nb]\n",
    "a_number_as_a_language": MINIMAL + "language: 7\n",
    "no_language": MINIMAL + "language: []\n",
    "a_word_for_a_switch": MINIMAL + "seed: no\n",
    "a_split_that_is_none": MINIMAL + "  split: chapters\n",
    "a_split_with_mistakes": MINIMAL + "  split: {word: 150, overlap: many}\n",
    "a_split_that_repeats_itself": MINIMAL + "  split: {words: 100, overlap: 80}\n",
    "patterns_that_cannot_mask": MINIMAL + '  mask: [handles, "(a", "x*", names]\n',
    "out_of_range": MINIMAL + "reduce:\n  n_neighbors: 1\n  min_dist: 2\n",
    "no_such_choice": MINIMAL + "reduce:\n  metric: manhattan\n",
    "unknown_method": MINIMAL + "cluster: {method: hdbscn}\n",
    "duplicate_key": MINIMAL + "name: y\n",
    "missing_name_and_path": "load: {}\n",
    "missing_load": "name: x\n",
    "missing_file": "name: x\nload: {path: nowhere.csv}\n",
    "a_missing_file_hides_nothing": "name: x\nload:\n  path: nowhere.csv\n  encodng: utf-8\n",
    "a_home_of_nobody": "name: x\nload: {path: ~nosuchuser/x.csv}\n",
    "unknown_format": "name: x\nload: {path: .}\n".replace("path: .", "path: config.yaml"),
    "a_name_that_leaves_the_folder": MINIMAL.replace("name: x", "name: ../x"),
    "a_number_as_a_name": MINIMAL.replace("name: x", "name: 2024"),
    "two_themes_of_one_name": MINIMAL + "themes:\n  - Cats\n  - name: cats\n",
    "a_theme_of_two_lines": MINIMAL + 'themes: ["cats\\nand dogs"]\n',
    "a_number_as_a_theme": MINIMAL + "themes:\n  - cats\n  - 2024\n",
    "an_empty_keyword": MINIMAL + "themes:\n  - name: cats\n    keywords: [cat, '']\n",
    "a_parent_that_is_not_there": MINIMAL + "themes: [animals, {name: cats, parent: animal}]\n",
    "parents_in_a_circle": MINIMAL
    + "themes: [{name: a, parent: b}, {name: b, parent: a}, {name: c, parent: c}]\n",
    "an_example_that_is_none": MINIMAL
    + "themes: [{name: cats, examples: ['1', '2'], counter_examples: ['2']}]\n",
    "an_empty_example": MINIMAL + "themes: [{name: cats, examples: [' ']}]\n",
    "a_theme_without_name": MINIMAL + "themes:\n  - description: cats\n",
    "a_map_of_three_dimensions": MINIMAL + "map: {n_components: 3}\n",
    "a_map_that_is_not_reduced": MINIMAL + "map: none\n",
    "a_name_too_long_for_a_file": f"name: x\nload: {{path: {'x' * 300}.csv}}\n",
    "a_theme_name_too_long": MINIMAL + f"themes: [{'x' * 81}]\n",
    "not_yaml": "name: x\nload: [\n",
    "not_a_mapping": "- a\n- b\n",
    "naming_on_another_machine": MINIMAL
    + "naming: {base_url: 'https://api.example.com/v1', model: m, key_env: NOT_SET_HERE}\n",
    "naming_with_several_mistakes": MINIMAL
    + "naming: {base_url: 'localhost:11434', key: sk-1, max_requests: 0, names_in: klingon}\n",
    "section_of_wrong_kind": MINIMAL + "cluster: 3\nreport: yes\nthemes: 4\n",
    "nothing_where_something_is_needed": "name: x\nload: {path: ''}\nembed: {method: false}\n"
    "cluster: ''\nassign: {method: 0}\ndescribe: {method: ''}\nthemes: 0\n",
    "columns_that_are_not_there": "name: x\nload:\n  path: texts.csv\n  id: idd\n"
    "  encodng: utf-8\n  text: [text, body]\n  groups: id\n",
    "no_text_column": "name: x\nload:\n  path: words.csv\n  id: id\n",
    "a_name_and_a_seed": "name: a/b\nseed: -1\nload: texts.csv\n",
    "a_key_twice_and_more": MINIMAL + "name: y\nseed: -1\n",
    "a_part_with_several_mistakes": MINIMAL + "embed:\n  method: joined\n  parts:\n"
    "    - method: lsa\n      n_compnents: 9\n      n_components: 0\n      weight: -1\n"
    "    - minilm\n",
    "nested_too_deep": MINIMAL + "seed: " + "[" * 20_000,
    "too_much_of_everything": "name: x\nload:\n  path: texts.csv\n  groups: ["
    + ", ".join(f"c{n}" for n in range(51))
    + "]\nthemes:\n  - name: cats\n    keywords: ["
    + ", ".join(f"k{n}" for n in range(1001))
    + "]\n",
    "too_many_themes": MINIMAL + "themes: [" + ", ".join(f"t{n}" for n in range(1001)) + "]\n",
    "themes_too_deep": MINIMAL
    + "themes:\n  - t0\n"
    + "".join(f"  - {{name: t{n}, parent: t{n - 1}}}\n" for n in range(1, 13)),
    "a_control_character": MINIMAL + "seed: 3\ncluster: '\a'\n",
    "overrides_that_are_not_there": MINIMAL + "overrides: corrections.yaml\n",
    "overrides_that_are_a_folder": MINIMAL + "overrides: .\n",
    "overrides_of_wrong_kind": MINIMAL + "overrides: {topics: []}\n",
    "themes_in_assign": MINIMAL + "assign:\n  themes: [a]\n",
    "words_in_describe": MINIMAL + "describe:\n  words: {ignore: [food]}\n",
    "words_that_contradict": MINIMAL
    + "words:\n  keep_together: [network]\n  lemmas: {caps: cap, cap: hat}\n  ngrams: 9\n",
    "a_lemma_that_is_ignored": MINIMAL + "words: {ignore: [caps], lemmas: {caps: cap}}\n",
    "two_lengths_of_keywords": MINIMAL + "describe: {max_ngram: 3}\nwords: {ngrams: 2}\n",
    "words_that_are_none": MINIMAL + "words:\n  stop_words: klingon\n  ignore: [two words]\n",
    "several": "name: x\nsed: 1\nload:\n  path: texts.csv\n  encodng: utf-8\n"
    "cluster:\n  method: hdbscan\n  min_samples: 0\n",
}


CORRECTED = MINIMAL + "themes: [robotics, dynamics]\noverrides: overrides.yaml\n"

OVERRIDES = {
    "overrides_unknown_keys": "topic: []\ntopics:\n  - {topic: 3, nam: Splatting}\n"
    "documents:\n  - {id: '1', theme: [robotics]}\n",
    "overrides_wrong_types": "topics:\n  - {topic: -1, hide: yes}\n  - {topic: three, pin: 1}\n"
    "  - {topic: 4, merge_into: 3.5}\n  - {topic: 6, name: 2024}\n  - {name: Splatting}\n  - 7\n"
    "documents:\n  - {id: 13, themes: []}\n  - {id: '', themes: robotics}\n  - {id: '2'}\n",
    "overrides_doubles": "topics:\n  - {topic: 3, name: Splatting}\n  - {topic: 3, pin: true}\n"
    "documents:\n  - {id: '1', themes: []}\n  - {id: '1', themes: [robotics]}\n",
    "overrides_in_a_circle": "topics:\n  - {topic: 1, merge_into: 1}\n"
    "  - {topic: 2, merge_into: 3}\n  - {topic: 3, merge_into: 4}\n"
    "  - {topic: 4, merge_into: 3}\n",
    "overrides_that_contradict_themselves": "topics:\n"
    "  - {topic: 1, merge_into: 2, name: Splatting}\n"
    "  - {topic: 3, merge_into: 2, hide: true, pin: true}\n"
    "  - {topic: 4, hide: true, pin: true}\n  - topic: 5\n  - {topic: 6, name: }\n",
    "overrides_unknown_theme": "documents:\n  - id: '1'\n    themes: [robotics, dynamic]\n",
    "overrides_names": 'topics:\n  - {topic: 1, name: ""}\n  - {topic: 2, name: " "}\n'
    '  - {topic: 3, name: "a\\nb"}\n  - {topic: 4, name: a; b}\n',
    "overrides_documents_of_two_topics": "topics:\n  - {topic: 1, documents: ['1', '2', '1']}\n"
    "  - {topic: 2, documents: ['2'], pin: true}\n  - {topic: 3, documents: []}\n"
    "  - {topic: 4, documents: [5]}\n",
    "overrides_not_yaml": "topics: [\n",
    "overrides_not_lists": "topics: {topic: 3, name: Splatting}\ndocuments: none\n",
    "overrides_not_a_mapping": "- {topic: 3, name: Splatting}\n",
    "overrides_a_key_twice_and_more": "topics:\n  - {topic: 3, pin: true, topic: 4, hide: true}\n",
}


@pytest.mark.parametrize("case", [*CASES, *OVERRIDES])
def test_messages(folder, case, request):
    """Golden: change the file in messages/ by hand when a message gets better."""
    if case in OVERRIDES:
        (folder / "overrides.yaml").write_text(OVERRIDES[case])
    found = (
        "\n".join(problems(folder, CASES.get(case, CORRECTED))).replace(str(folder), "FOLDER")
        + "\n"
    )
    golden = GOLDEN / f"{case}.txt"
    assert golden.exists(), f"write this to {golden.name}:\n{found}"
    assert found == golden.read_text()


def test_no_golden_message_is_left_over():
    assert {path.stem for path in GOLDEN.iterdir()} == {*CASES, *OVERRIDES}


def test_set_values_are_named_as_the_place(folder):
    (folder / "config.yaml").write_text(MINIMAL)
    with pytest.raises(ConfigError) as error:
        load_config("config.yaml", ["cluster.min_samples=0", "name=a/b"])
    places = [problem.split(": ")[0] for problem in error.value.problems]
    assert places == ["--set name", "--set cluster.min_samples"]


def test_a_short_spelling_can_be_added_to(folder):
    (folder / "more.csv").write_text("text\ncats\n")
    parts = "embed: {method: joined, parts: [lsa, minilm]}\n"
    (folder / "config.yaml").write_text("name: x\nload: texts.csv\nthemes: [a, b]\n" + parts)
    config = load_config(
        "config.yaml", ["load.path=more.csv", "themes.1.name=c", "embed.parts.1.weight=2"]
    )
    assert config.load.path.name == "more.csv"
    assert [theme.name for theme in config.themes] == ["a", "c"]
    assert [part.weight for part in config.embed.parts] == [1, 2]


def test_the_longest_keyword_can_stand_among_the_words_of_all_stages(folder):
    config = write(folder, MINIMAL + "words: {ngrams: 2}\n")
    assert config.describe.max_ngram == 2
    lsa = config.embed.parts[1].method
    assert lsa.max_ngram == 1, "it is of keywords alone"
    again = recorded_config(config.resolved(), folder / "config.yaml", folder / "outputs", "x-001")
    assert again.words == config.words and again.describe == config.describe


def test_another_method_does_without_the_settings_of_the_one_in_the_file(folder):
    (folder / "config.yaml").write_text(
        MINIMAL + "map: {min_dist: 0.2, seed: 4}\ncluster: {min_cluster_size: 5}\n"
    )
    config = load_config("config.yaml", ["cluster.method=kmeans", "map.method=pca"])
    assert (config.cluster.name(), config.map.name()) == ("kmeans", "pca")
    assert load_config("config.yaml", ["map.method=umap"]).map.min_dist == 0.2
    with pytest.raises(ConfigError, match=r"--set cluster\.min_samples: unknown setting"):
        load_config("config.yaml", ["cluster.min_samples=3", "cluster.method=kmeans"])


def test_settings_that_no_method_knows_stay_mistakes(folder):
    (folder / "config.yaml").write_text(MINIMAL + "cluster: {min_clustr_size: 5}\n")
    with pytest.raises(ConfigError, match=r"config\.yaml:4: cluster\.min_clustr_size: unknown"):
        load_config("config.yaml", ["cluster.method=kmeans"])


def test_every_bad_set_value_is_told_beside_the_mistakes_of_the_file(folder):
    (folder / "config.yaml").write_text(MINIMAL + "seed: -1\n")
    with pytest.raises(ConfigError) as error:
        load_config("config.yaml", ["cluster", "themes.0.name=x", "cluster.k=[1", "a.b=\udcff"])
    places = [problem.split(": ")[0] for problem in error.value.problems]
    assert places == [
        "--set cluster",
        "--set cluster.k",
        "--set a.b",
        "--set themes.0.name",
        "config.yaml:4",
    ]


@pytest.mark.parametrize(
    "set_value",
    [
        "cluster",
        "=3",
        "a: b",
        "themes.5.name=x",
        "cluster.x=[1",
        "embed.parts.²=1",
        f"themes.{'9' * 5000}=x",
    ],
)
def test_bad_set_values_are_told(folder, set_value):
    (folder / "config.yaml").write_text(MINIMAL)
    with pytest.raises(ConfigError, match="--set"):
        load_config("config.yaml", [set_value])


def test_a_missing_config_says_what_to_do(folder):
    with pytest.raises(ConfigError, match=r"no\.yaml: no such file.*themeline init"):
        load_config("no.yaml")


def test_a_config_that_is_not_utf_8_names_the_line(folder):
    (folder / "config.yaml").write_bytes("name: x\nload: Grüße.csv\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"config\.yaml:2: byte 0xFC is not UTF-8"):
        load_config("config.yaml")


def test_a_number_without_end_is_no_number(folder):
    (found,) = problems(folder, MINIMAL + f"seed: {'1' * 5000}\n")
    assert found.startswith('config.yaml:4: seed: "111')


def test_columns_are_looked_for_wherever_the_head_of_the_file_tells_them(folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["1"], "text": ["cats"]}), "texts.parquet")
    (folder / "texts.jsonl").write_text('{"id": 1, "text": "cats"}\n')
    for name in ("texts.parquet", "texts.jsonl", "texts.csv"):
        (found,) = problems(folder, f"name: x\nload: {{path: {name}, id: ids}}\n")
        assert found == (
            "config.yaml:2: load.id: no column 'ids'; did you mean 'id'?; 2 columns: 'id', 'text'"
        )


def test_columns_that_the_head_does_not_tell_are_left_to_the_run(folder):
    late = '{"text": "cats"}\n' * 70_000 + '{"id": 1, "text": "cats"}\n'
    (folder / "late.jsonl").write_text(late)
    (folder / "other.csv").write_bytes("id;größe\n".encode("latin-1"))
    (folder / "no.parquet").write_text("no table")
    (folder / "long.csv").write_text("id,te" + "x" * 2**20 + "\n")
    for name in ("late.jsonl", "other.csv", "no.parquet", "long.csv"):
        config = write(folder, f"name: x\nload: {{path: {name}, id: id, text: text}}\n")
        assert config.load.id == "id"


def test_precomputed_vectors_alone_cannot_be_compared_with_a_theme(folder):
    import numpy as np

    np.save("vectors.npy", np.ones((2, 3), dtype=np.float32))
    text = MINIMAL + "embed: {method: precomputed, path: vectors.npy}\nthemes: [cats]\n"
    assert write(folder, text).assign.name() == "combined"
    found = problems(folder, text + "assign: {method: similarity}\n")
    assert any("assign.method" in line and "words" in line for line in found)
    named = text.replace("vectors.npy", "vectors.npy, encoder: {method: lsa, n_components: 2}")
    assert write(folder, named + "assign: {method: similarity}\n").embed.encodes


def test_a_missing_library_is_found_when_the_config_is_checked(folder, monkeypatch):
    kind = method_class("cluster", "kmeans")
    monkeypatch.setattr(kind, "needs", {"no_such_module": "pip install no-such-module"})
    found = problems(folder, MINIMAL + "cluster: kmeans\n")
    assert "no_such_module" in found[0]
    assert "pip install no-such-module" in found[0]


def test_what_a_part_of_a_joined_embedding_needs_is_found_too(folder, monkeypatch):
    monkeypatch.setattr(method_class("embed", "lsa"), "needs", {"no_such_module": "pip install it"})
    (found,) = problems(folder, MINIMAL + "embed: {parts: [minilm, lsa]}\n")
    assert (
        "embed: method 'lsa' needs no_such_module, which is not installed: pip install it" in found
    )


def test_a_gpu_that_is_asked_for_is_looked_for_when_the_config_is_checked(folder, monkeypatch):
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    (found,) = problems(folder, MINIMAL + "embed: {parts: [{method: auto, device: cuda}, lsa]}\n")
    assert "method 'auto' needs onnxruntime for CUDA, which is not installed" in found
    assert "pip install 'onnxruntime-gpu[cuda,cudnn]" in found


@pytest.mark.parametrize("method", ["reduce: cuml_umap", "map: cuml_umap", "cluster: cuml_hdbscan"])
def test_methods_of_cuml_ask_for_it_when_the_config_is_checked(folder, monkeypatch, method):
    section, name = method.split(": ")
    text = f"{MINIMAL}{section}: {{method: {name}}}\n"
    (folder / "config.yaml").write_text(text)
    assert getattr(load_config("config.yaml"), section).name() == name
    monkeypatch.setattr("pipeline.core.method.find_spec", lambda module: None)
    (found,) = problems(folder, text)
    assert f"{section}: method {name!r} needs cuml, which is not installed: pip install" in found


@given(st.text(max_size=40))
def test_any_text_is_a_config_or_a_clear_refusal(text):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "config.yaml")
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        with pytest.raises(ConfigError) as error:
            load_config(path)
        assert all(problem for problem in error.value.problems)


def test_every_method_is_reachable_by_name():
    for stage in STAGES:
        for name in method_names(stage):
            assert method_class(stage, name).name() == name
    with pytest.raises(LookupError):
        method_class("cluster", "numbering")
    with pytest.raises(LookupError):
        method_class("cluster", "../reduce/umap")


def test_a_config_of_a_megabyte_is_refused_with_both_numbers(folder):
    (problem,) = problems(folder, "name: x\n" + "# remark\n" * 120_000)
    assert "has 1,080,008 bytes, and at most 1,000,000 are read" in problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX")
@pytest.mark.parametrize("given", ["load: pipe", "load: texts.csv\noverrides: pipe"])
def test_a_pipe_is_no_file_and_nothing_waits_for_it(folder, given):
    os.mkfifo(folder / "pipe")
    (found,) = problems(folder, f"name: x\n{given}\n")
    assert "is a pipe or a device; name a file" in found
