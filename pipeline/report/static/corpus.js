"use strict";
// Corpus: what the page holds of the documents, unpacked once. A document is its place in the
// input, a topic its place among those of a level, a theme its place in the config; -1 is none.

const number = new Intl.NumberFormat("en");

/** A number and its noun: "1 document", "1,204 documents". */
function count(many, noun) {
  return `${number.format(many)} ${noun}${many === 1 ? "" : "s"}`;
}

/** A text as it is searched: without accents, in small letters. */
function folded(text) {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase(); // most English: several times as fast
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ");
}

/** Marks an element as holding words of a document: in its language, from the side it is read from. */
function spoken(element, corpus, place) {
  const language = corpus.languageOf(place);
  if (language) element.lang = language;
  else element.removeAttribute("lang");
  element.dir = "auto";
  return element;
}

/** The value of a packed part of the page: JSON, deflated, in base64. */
async function unpacked(element) {
  const letters = atob(element.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(whole).text());
}

/** Lets the page answer its reader before the next piece of long work. */
function breath() {
  return new Promise((resume) => { setTimeout(resume); });
}

class Corpus {
  #texts;
  #block;

  static async read() {
    const packed = await unpacked(document.querySelector("#packed-documents"));
    return new Corpus(packed, [...document.querySelectorAll(".packed-texts")]);
  }

  constructor(packed, texts) {
    this.size = packed.ids.length;
    this.ids = packed.ids;
    this.titles = packed.titles;
    this.width = packed.width;
    this.height = packed.height;
    this.x = Float32Array.from(packed.x, (tenths) => tenths / 10);
    this.y = Float32Array.from(packed.y, (tenths) => tenths / 10);
    this.level = packed.level;
    this.levels = packed.levels.map(({ topics, of }) => ({ topics, of: Int32Array.from(of) }));
    this.strengths = packed.strengths;
    this.voted = packed.voted;
    this.nearest = packed.nearest;
    this.distances = packed.distances;
    this.second = packed.second;
    this.secondShares = packed.second_shares;
    this.reasons = packed.reasons;
    this.themes = packed.themes.map((theme) => ({
      ...theme, has: Uint8Array.from(theme.has, Number),
    }));
    this.primary = Int32Array.from(packed.primary);
    this.dates = packed.dates;
    this.groups = packed.groups;
    /** The form of each palette number. */
    this.forms = packed.forms;
    this.parents = packed.parents;
    this.parentTitles = packed.parent_titles;
    this.languages = packed.languages;
    this.copies = packed.copies;
    this.leftOut = packed.left_out;
    this.stopWords = packed.stop_words;
    this.#block = packed.block;
    this.#texts = texts.map((element) => ({ element, value: null }));
  }

  /** Whether the page holds texts, or their beginnings. */
  get hasTexts() { return this.#texts.length > 0; }

  /** The whole document that one is a passage of: { id, title, passages }; null where none was cut. */
  wholeOf(place) {
    const { values, of } = this.parents;
    if (!values.length) return null;
    const passages = of.flatMap((parent, other) => (parent === of[place] ? [other] : []));
    const title = this.parentTitles.values[this.parentTitles.of[place]];
    return { id: values[of[place]], title, passages };
  }

  /** The topic of a document at a level; null for none. */
  topicOf(place, level = this.level) {
    const { topics, of } = this.levels[level];
    return of[place] < 0 ? null : topics[of[place]];
  }

  /** The topic that would be next for a document, at the default level; null for none. */
  secondOf(place) {
    return this.levels[this.level].topics[this.second[place]] ?? null;
  }

  /** The themes of a document, in the config's order. */
  themesOf(place) {
    return this.themes.filter((theme) => theme.has[place]);
  }

  /** Where the evidence for a theme stands in a document's text, and the words that speak for it. */
  evidenceOf(place, theme) {
    if (theme.start[place] < 0) return null;
    const words = theme.words.values[theme.words.of[place]];
    return { start: theme.start[place], end: theme.end[place], words };
  }

  /** Where parts of a document's text stand that were not read: pairs of start and end. */
  leftOutOf(place) {
    return this.leftOut[place] ?? [];
  }

  /** The language of a document, as a code; empty where it is not told. */
  languageOf(place) {
    return this.languages.values[this.languages.of[place]] ?? "";
  }

  /** Why a document has no topic; empty for one that has. */
  reasonOf(place) {
    return this.reasons.values[this.reasons.of[place]];
  }

  /** The year that a document is dated with; empty where it has no date. */
  yearOf(place) {
    return this.dates.length ? this.dates[place].slice(0, 4) : "";
  }

  /** The text of a document, or its beginning; empty where the page holds none. */
  async textOf(place) {
    if (!this.hasTexts) return "";
    const texts = await this.#read(Math.floor(place / this.#block));
    return texts[place % this.#block];
  }

  /** What a search looks through without reading texts: id, title, date and columns. */
  headOf(place) {
    const columns = this.groups.map(({ values, of }) => values[of[place]]);
    const date = this.dates.length ? this.dates[place] : "";
    return folded([this.ids[place], this.titles[place], date, ...columns].join("\n"));
  }

  async #read(block) {
    const part = this.#texts[block];
    part.value ??= await unpacked(part.element);
    return part.value;
  }
}
