"use strict";
// Shares: what some documents have beside what all have: topics, themes, values of a column, years.
// A share is {name, here, all, filter}: how many of these and how many of all documents, and the
// change to the filters that keeps to them.

const MOST_SHARES = 8; // of a kind; the largest
const MOST_COLUMNS = 6;

class Shares {
  #all = new Map(); // what all documents have is counted once
  #years;

  constructor(view) {
    this.view = view;
    this.#years = Int16Array.from({ length: view.corpus.size }, (_, place) => Number(view.corpus.yearOf(place)));
  }

  /** The kinds of shares that documents have, as [heading, shares], the largest first; none is empty. */
  of(places) {
    const { corpus, level, filters } = this.view;
    const kinds = [
      ["Topics", this.#topics(places, level)],
      ["Themes", this.#themes(places)],
      ["How the topics hold", this.#holding(places, level)],
      ...corpus.groups.slice(0, MOST_COLUMNS).map(({ name, values, of }, group) => [name, !tellsGroups(values, of) ? [] : this.#by(
        places, name, of, values.map((value) => value || "none given"),
        (value) => ({ groups: { ...filters.groups, [group]: String(value) } }),
      )]),
    ];
    return kinds.filter(([, shares]) => shares.length);
  }

  /** Documents by year, those without a date left out: [year, of these, of all], no year between left out. */
  years(places) {
    const [here, all] = [this.#yearsOf(places), this.#yearsOf(null)];
    if (!here.size) return [];
    const first = Math.min(...all.keys());
    const years = Array.from({ length: Math.max(...all.keys()) - first + 1 }, (_, step) => first + step);
    return years.map((year) => [year, here.get(year) ?? 0, all.get(year) ?? 0]);
  }

  /** How firmly documents belong to their topics on average, 0 to 1; null where none has a topic. */
  strength(places) {
    const { corpus } = this.view;
    const strengths = places.filter((place) => corpus.topicOf(place)).map((place) => corpus.strengths[place]);
    return strengths.length ? strengths.reduce((sum, each) => sum + each, 0) / strengths.length / 100 : null;
  }

  #topics(places, level) {
    const { topics, of } = this.view.corpus.levels[level] ?? { topics: [], of: [] };
    if (!topics.length) return [];
    const names = [...topics.map(({ label }) => label), "no topic"];
    return this.#by(places, `topics ${level}`, of, names, (topic) => ({ topic: topic === topics.length ? "-1" : String(topic) }));
  }

  #themes(places) {
    return largest(this.view.corpus.themes.map(({ name, has }, theme) => ({
      name, here: places.reduce((sum, place) => sum + has[place], 0),
      all: this.#once(`theme ${theme}`, () => has.reduce((sum, one) => sum + one, 0)), filter: { theme: String(theme) },
    })));
  }

  #holding(places, level) {
    const { topics, of } = this.view.corpus.levels[level] ?? { topics: [], of: [] };
    const words = ["solid", "fair", "shaky"].filter((word) => topics.some(({ holds }) => holds === word));
    if (!words.length) return [];
    const held = topics.map(({ holds }) => words.indexOf(holds));
    const ofWord = this.#once(`held ${level}`, () => Int32Array.from(of, (topic) => held[topic] ?? -1));
    const shares = this.#by(places, `holds ${level}`, ofWord, [...words, ""], (word) => ({ holds: words[word] }));
    return shares.filter(({ name }) => name);
  }

  /** Shares by the value of each document among those named; the last name is that of -1. */
  #by(places, kind, of, names, filterOf) {
    const countOf = (each) => (each < 0 ? names.length - 1 : each);
    const counts = (some) => {
      const made = new Uint32Array(names.length);
      for (const place of some) made[countOf(of[place])] += 1;
      return made;
    };
    const all = this.#once(kind, () => counts(this.#everywhere()));
    const here = counts(places);
    return largest(names.map((name, value) => ({ name, here: here[value], all: all[value], filter: filterOf(value) })));
  }

  #yearsOf(places) {
    if (places === null) return this.#once("years", () => this.#yearsOf(this.#everywhere()));
    const counts = new Map();
    for (const place of places) {
      const year = this.#years[place];
      if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    return counts;
  }

  #everywhere() {
    return this.view.shown.keys();
  }

  #once(kind, make) {
    if (!this.#all.has(kind)) this.#all.set(kind, make());
    return this.#all.get(kind);
  }
}

/** Whether the values of a column tell groups of documents, and not each document. */
function tellsGroups(values, of) {
  return values.length > 1 && values.length <= Math.min(MOST_VALUES, of.length / 2);
}

function largest(shares) {
  return shares.filter(({ here }) => here > 0).sort((a, b) => b.here - a.here).slice(0, MOST_SHARES);
}

/** A share of documents in percent, as the report tells it. */
function percent(part, whole) {
  const share = 100 * part / (whole || 1);
  if (part === 0) return "0%";
  return share < 1 ? "<1%" : `${Math.round(share)}%`;
}
