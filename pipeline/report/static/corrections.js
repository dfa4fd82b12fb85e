"use strict";
// Corrections: what the reader says of topics, documents and themes, with a way back. It is told
// as `themeline apply` reads it; a topic of the reader's own has a number that no run has given.

const MOST_UNDONE = 30; // steps that can be taken back

/** The run that a page tells of: { run, key, unused, title }. */
function correctedRun({ dataset }) {
  return { ...dataset, unused: Number(dataset.unused) };
}

/** Whether something kept is what this version keeps. */
function isWhole(said) {
  return Boolean(said?.topics && said.judgements && Array.isArray(said.own) && Array.isArray(said.themes));
}

class Corrections extends EventTarget {
  #past = [];

  /** `made` holds `run`, `key` and `unused` of the run, and the `title` of its report. */
  constructor(corpus, made) {
    super();
    this.corpus = corpus;
    this.made = made;
    this.place = `themeline corrections ${made.run} ${made.key}`;
    this.said = { topics: {}, own: [], judgements: {}, themes: [] };
    const before = recalled(this.place);
    if (isWhole(before?.said)) [this.said, this.#past] = [before.said, (before.past ?? []).filter(isWhole)];
    /** Whether the browser keeps it all; false where the page has no room of its own. */
    this.isKept = this.#remember();
    /** Whether a file holds all that was said. */
    this.isSaved = this.size === 0;
    addEventListener("beforeunload", (event) => { if (!this.isKept && !this.isSaved) event.preventDefault(); });
  }

  /** How many things were said. */
  get size() {
    const { topics, own, judgements, themes } = this.said;
    return Object.keys(topics).length + own.length + Object.keys(judgements).length + themes.length;
  }

  get canUndo() { return this.#past.length > 0; }

  /** What was said of a topic, by its id: { name, merge_into, hide }; empty where nothing was. */
  of(topic) { return this.said.topics[topic] ?? {}; }

  /** Whether a document was said to belong to a theme: true, false, or undefined. */
  judged(theme, place) { return this.said.judgements[JSON.stringify([theme, this.idOf(place)])]; }

  /** How many documents were judged for a theme. */
  judgedFor(theme) {
    return Object.keys(this.said.judgements).filter((about) => JSON.parse(about)[0] === theme).length;
  }

  /** The id of a document, of a copy that of the text it is a copy of. */
  idOf(place) { return this.corpus.ids[this.corpus.copies[place] ?? place]; }

  /** Gives a topic a name of the reader's, or none. */
  rename(topic, name) { this.#keep(topic, { name }); }

  merge(topic, into) { this.#change(({ topics }) => { topics[topic] = { merge_into: into }; }); }

  hide(topic, hidden = true) { this.#keep(topic, { hide: hidden }); }

  /** Says something of a topic beside its name and whether it is hidden. */
  #keep(topic, said) {
    this.#change(({ topics }) => {
      const { name, hide } = { ...topics[topic], ...said };
      if (name || hide) topics[topic] = { ...(name && { name }), ...(hide && { hide }) };
      else delete topics[topic];
    });
  }

  /** Makes a topic of documents; one that had some of them has the others. */
  split(name, places) {
    const documents = [...new Set(places.map((place) => this.idOf(place)))];
    this.#change((said) => {
      const topic = Math.max(this.made.unused - 1, ...said.own.map((each) => each.topic)) + 1;
      const taken = new Set(documents);
      const others = said.own.map((each) => ({ ...each, documents: each.documents.filter((id) => !taken.has(id)) }));
      said.own = [...others.filter((each) => each.documents.length), { topic, name, documents }];
    });
  }

  /** Says whether a document belongs to a theme; undefined takes back what was said. */
  judge(theme, place, belongs) {
    const about = JSON.stringify([theme, this.idOf(place)]);
    this.#change(({ judgements }) => {
      if (belongs === undefined) delete judgements[about];
      else judgements[about] = belongs;
    });
  }

  addTheme(theme) { this.#change((said) => { said.themes = [...said.themes, theme]; }); }

  /** Takes one thing back that was said: of a topic, an own topic, a judgement or a theme. */
  remove(list, key) {
    this.#change((said) => {
      if (list === "own") said.own = said.own.filter(({ topic }) => topic !== key);
      else if (list === "themes") said.themes = said.themes.filter(({ name }) => name !== key);
      else delete said[list][key];
    });
  }

  undo() {
    if (!this.canUndo) return;
    this.said = this.#past.pop();
    this.#changed();
  }

  /** Notes that a file holds all. */
  saved() {
    this.isSaved = true;
    this.dispatchEvent(new Event("changed"));
  }

  #change(act) {
    const said = structuredClone(this.said);
    act(said);
    this.#past = [...this.#past, this.said].slice(-MOST_UNDONE);
    this.said = said;
    this.#changed();
  }

  #changed() {
    this.isSaved = this.size === 0;
    this.isKept = this.#remember();
    this.dispatchEvent(new Event("changed"));
  }

  #remember() {
    return remember(this.place, { said: this.said, past: this.#past }) || remember(this.place, { said: this.said });
  }
}
