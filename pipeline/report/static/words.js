"use strict";
// Words: which words each document holds, each counted once, and which are spelled nearly alike.

const PLAIN_WORD = /[a-z0-9]+/g;
const ANY_WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const TELLS_NOTHING = /^(?:[\p{N}]+|[\p{Script=Latin}])$/u;
const MOST_NEAR = 3;

const segmenters = new Map();

/** The segmenter of a language and a grain ("word" or "sentence"); null where a browser has none. */
function segmenterOf(language, grain) {
  const key = `${language} ${grain}`;
  if (!segmenters.has(key)) {
    const made = globalThis.Intl?.Segmenter ? new Intl.Segmenter(language || "en", { granularity: grain }) : null;
    segmenters.set(key, made);
  }
  return segmenters.get(key);
}

/** The words of a folded text, in order. */
function wordsOf(text) {
  if (!/[^\0-\x7f]/.test(text)) return text.match(PLAIN_WORD) ?? [];
  const found = text.match(ANY_WORD) ?? [];
  return UNPARTED.test(text) ? found.flatMap(partedWord) : found;
}

/** A run of letters as its words, where their script puts no spaces between them. */
function partedWord(run) {
  const segmenter = UNPARTED.test(run) ? segmenterOf("", "word") : null;
  return segmenter ? Array.from(segmenter.segment(run), ({ segment }) => segment) : [run];
}

class Words {
  #numbers = new Map();
  #last = []; // the document that held each word last

  /** `ignored` words count for nothing. */
  constructor(ignored) {
    for (const word of ignored) this.#numbers.set(folded(word), -1);
    /** Every word by its number, and the documents that hold it. */
    this.names = [];
    this.documents = [];
    /** The numbers of the words of each document, by its place; none of one that is not read. */
    this.of = [];
    this.read = 0;
    this.total = 0;
  }

  /** Reads a document, given its title and text, folded. */
  add(place, text) {
    const own = [];
    for (const word of wordsOf(text)) {
      let number = this.#numbers.get(word);
      if (number === undefined) {
        number = TELLS_NOTHING.test(word) ? -1 : this.names.push(word) - 1;
        this.#numbers.set(word, number);
        if (number >= 0) { this.documents.push(0); this.#last.push(-1); }
      }
      if (number < 0 || this.#last[number] === place) continue;
      this.#last[number] = place;
      this.documents[number] += 1;
      own.push(number);
    }
    this.of[place] = new Uint32Array(own);
    this.read += 1;
    this.total += own.length;
  }

  /** Whether any document holds a word, or it counts for nothing. */
  knows(word) {
    return this.#numbers.has(word);
  }

  /** The number of a word; -1 for none. */
  numberOf(word) {
    return this.#numbers.get(word) ?? -1;
  }

  /** How many of some documents hold each word, how many of them are read, and words in all. */
  count(places) {
    const counts = new Uint32Array(this.names.length);
    let [read, total] = [0, 0];
    for (const place of places) {
      const own = this.of[place];
      if (!own) continue;
      read += 1;
      total += own.length;
      for (let at = 0; at < own.length; at += 1) counts[own[at]] += 1;
    }
    return { counts, read, total };
  }

  /** The words spelled nearly as one, or beginning with it, those that most documents hold first. */
  near(word) {
    const most = word.length < 4 ? 1 : 2;
    const found = [];
    for (const [number, name] of this.names.entries()) {
      if (name === word) continue;
      const begins = word.length > 2 && name.startsWith(word);
      if (begins || steps(word, name, most) <= most) found.push([begins ? 0 : 1, number]);
    }
    const spelled = found.toSorted(([, a], [, b]) => this.documents[b] - this.documents[a]);
    return spelled.slice(0, MOST_NEAR).map(([, number]) => this.names[number]);
  }
}

/** Letters to change, add, drop or swap to make one word of another; more than `most` is not told apart. */
function steps(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + same);
      const swapped = at > 1 && row > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (swapped) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last[other.length];
}
