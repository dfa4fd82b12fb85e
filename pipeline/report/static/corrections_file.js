"use strict";
// The file of corrections: YAML that is plain to read, and that `themeline apply` takes over.

const DOCUMENTS_IN_A_LINE = 8; // documents
const LONGEST_REMARK = 70; // characters

/** All that was said, as the text of corrections.yaml. */
function correctionsFile(corrections) {
  const { corpus, made, said } = corrections;
  const topics = [
    ...Object.entries(said.topics).map(([topic, entry]) => yamlItem({ topic: Number(topic), ...entry }, yamlRemark(topicLabel(corpus, Number(topic))))),
    ...said.own.map(({ topic, name, documents }) => yamlItem({ topic, name, documents })),
  ];
  const judgements = Object.entries(said.judgements).map(([about, belongs]) => {
    const [theme, id] = JSON.parse(about);
    const title = corpus.titles[corpus.ids.indexOf(id)] ?? "";
    return yamlItem({ id, theme, belongs: new YamlWord(belongs ? "yes" : "no") }, yamlRemark(title));
  });
  return [
    `# Corrections made in the report of ${oneLine(made.run)}${made.title ? ` (${oneLine(made.title)})` : ""}.`,
    "# They are taken over with: themeline apply corrections.yaml",
    "format: 1",
    `run: ${yamlOf(made.run)}`,
    ...(made.key ? [`key: ${yamlOf(made.key)}`] : []),
    ...(topics.length ? ["overrides:", "  topics:", ...topics.map((line) => `    - ${line.replaceAll("\n", "\n    ")}`)] : []),
    ...yamlList("judgements", judgements),
    ...yamlList("themes", said.themes.map((theme) => yamlItem(theme))),
    "",
  ].join("\n");
}

/** Gives the reader the file. */
function saveCorrections(corrections) {
  saveAs(new Blob([correctionsFile(corrections)], { type: "application/yaml" }), "corrections.yaml");
  corrections.saved();
}

/** What a topic of the run is called; empty for one that it does not have. */
function topicLabel(corpus, topic) {
  return corpus.levels[corpus.level]?.topics.find(({ id }) => id === topic)?.label ?? "";
}

class YamlWord {
  constructor(text) { this.text = text; }
}

function yamlList(name, lines) {
  return lines.length ? [`${name}:`, ...lines.map((line) => `  - ${line.replaceAll("\n", "\n  ")}`)] : [];
}

function yamlItem(entry, said = "") {
  const pairs = Object.entries(entry).map(([key, value]) => `${key}: ${yamlOf(value)}`);
  return `{${pairs.join(", ")}}${said && ` # ${said}`}`;
}

function yamlOf(value) {
  if (value instanceof YamlWord) return value.text;
  if (typeof value === "string") return yamlText(value);
  if (!Array.isArray(value)) return String(value);
  const lines = [];
  for (let at = 0; at < value.length; at += DOCUMENTS_IN_A_LINE) {
    lines.push(value.slice(at, at + DOCUMENTS_IN_A_LINE).map(yamlOf).join(", "));
  }
  return `[${lines.join(",\n    ")}]`;
}

/** A text in quotes, with whatever a reader of YAML might refuse or take for a line end spelled out. */
function yamlText(text) {
  return JSON.stringify(text).replace(/[^\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]/gu, (character) => (
    `\\U${character.codePointAt(0).toString(16).padStart(8, "0")}`
  ));
}

function yamlRemark(text) {
  return oneLine(cut(text, LONGEST_REMARK));
}

/** A text that can stand behind a #: one line of what can be printed. */
function oneLine(text) {
  return text.replace(/[^\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]+/gu, " ").trim();
}
