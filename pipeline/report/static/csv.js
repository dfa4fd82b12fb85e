// CSV: documents as a file that a spreadsheet opens, with the columns of documents.csv.

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u; // what a spreadsheet would take for a formula
const CONTROLS = /(?![\t\n])[\p{Cc}\p{Surrogate}]/gu;

/** A value that no spreadsheet takes for a formula; a number is none, whatever its sign. */
function inert(value) {
  const text = String(value);
  const marked = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return marked.replaceAll(/\r\n?/g, "\n").replaceAll(CONTROLS, "\ufffd");
}

function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Values as one, from which they can be told again (see report/lists.py). */
function joined(values) {
  const toQuote = /[;"\r\n]|^\s|\s$|^$/;
  return values.map(inert).map((text) => (toQuote.test(text) ? quoted(text) : text)).join("; ");
}

/** A value as a cell. */
function cell(value) {
  const text = inert(value);
  return /[",\n]/.test(text) ? quoted(text) : text;
}

/** The documents at these places as a table, header first. */
function csvOf(corpus, places) {
  const parents = corpus.parents.values.length > 0;
  const header = ["id", "title", ...(parents ? ["parent"] : []), "topic", "topic_label", "topic_strength", "second_topic", "second_share", "theme", "themes", "date"];
  const rows = places.map((place) => {
    const topic = corpus.topicOf(place);
    const second = corpus.secondOf(place);
    return [
      corpus.ids[place],
      corpus.titles[place],
      ...(parents ? [corpus.parents.values[corpus.parents.of[place]]] : []),
      topic ? topic.id : -1,
      topic ? topic.label : "",
      (corpus.strengths[place] / 100).toFixed(2),
      second ? second.id : -1,
      second ? (corpus.secondShares[place] / 100).toFixed(2) : "",
      corpus.themes[corpus.primary[place]]?.name ?? "",
      joined(corpus.themesOf(place).map(({ name }) => name)),
      corpus.dates[place] ?? "",
      ...corpus.groups.map(({ values, of }) => values[of[place]]),
    ];
  });
  const named = [...header, ...corpus.groups.map(({ name }) => name)];
  return [named, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

const MARK = "\ufeff"; // by which a spreadsheet, which opens it by double click, knows that it is UTF-8

/** Gives the reader a text as a file. */
function save(text, name) {
  saveAs(new Blob([MARK, text], { type: "text/csv;charset=utf-8" }), name);
}

/** Gives the reader a file. */
function saveAs(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
