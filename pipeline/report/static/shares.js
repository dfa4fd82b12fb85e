"use strict";
// Shares: what some documents have beside what all have: topics, themes, values of a column, years.
// A share is {name, here, all, filter}: how many of these and how many of all documents, and the
// change to the filters that keeps to them.

const MOST_SHARES = 8; // of a kind; the largest
const MOST_COLUMNS = 6;

/** The kinds of shares that a corpus has, as [heading, shares], the largest first; none is empty. */
function sharesOf(view, places) {
  const { corpus, level } = view;
  const { topics, of } = corpus.levels[level] ?? { topics: [], of: [] };
  const counted = (name, values, placeOf, filterOf) => [name, sharesBy(corpus, places, values, placeOf, filterOf)];
  const kinds = [
    counted("Topics", topics.length ? [...topics.map(({ label }) => label), "no topic"] : [],
      (place) => (of[place] < 0 ? topics.length : of[place]),
      (topic) => ({ topic: topic === topics.length ? "-1" : String(topic) })),
    ["Themes", themeShares(corpus, places)],
    counted("How the topics hold", heldWords(topics), (place) => heldWords(topics).indexOf(topics[of[place]]?.holds ?? ""),
      (word) => (heldWords(topics)[word] ? { holds: heldWords(topics)[word] } : null)),
    ...corpus.groups.slice(0, MOST_COLUMNS).map(({ name, values, of: held }, group) => (
      counted(name, values.length > 1 ? values.map((value) => value || "none given") : [], (place) => held[place],
        (value) => ({ groups: { ...view.filters.groups, [group]: String(value) } }))
    )),
  ];
  return kinds.filter(([, shares]) => shares.length);
}

function heldWords(topics) {
  const words = new Set(topics.map(({ holds }) => holds));
  return ["solid", "fair", "shaky"].filter((word) => words.has(word));
}

function sharesBy({ size }, places, values, placeOf, filterOf) {
  if (!values.length) return [];
  const [here, all] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  for (let place = 0; place < size; place += 1) all[placeOf(place)] += 1;
  for (const place of places) here[placeOf(place)] += 1;
  return largest(values.map((name, value) => ({ name, here: here[value], all: all[value], filter: filterOf(value) })));
}

function themeShares(corpus, places) {
  return largest(corpus.themes.map(({ name, has }, theme) => ({
    name, here: places.reduce((sum, place) => sum + has[place], 0),
    all: has.reduce((sum, one) => sum + one, 0), filter: { theme: String(theme) },
  })));
}

function largest(shares) {
  return shares.filter(({ here }) => here > 0).sort((a, b) => b.here - a.here).slice(0, MOST_SHARES);
}

/** Documents by year, those without a date left out: [year, of these, of all], no year between left out. */
function yearsOf(corpus, places) {
  const [here, all] = [new Map(), new Map()];
  const add = (counts, place) => {
    const year = Number(corpus.yearOf(place));
    if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
  };
  for (let place = 0; place < corpus.size; place += 1) add(all, place);
  for (const place of places) add(here, place);
  if (!here.size) return [];
  const first = Math.min(...all.keys());
  const years = Array.from({ length: Math.max(...all.keys()) - first + 1 }, (_, step) => first + step);
  return years.map((year) => [year, here.get(year) ?? 0, all.get(year) ?? 0]);
}

/** How firmly documents belong to their topics on average, 0 to 1; null where none has a topic. */
function meanStrength(corpus, places) {
  const strengths = places.filter((place) => corpus.topicOf(place)).map((place) => corpus.strengths[place]);
  return strengths.length ? strengths.reduce((sum, each) => sum + each, 0) / strengths.length / 100 : null;
}

/** A share of documents in percent, as the report tells it. */
function percent(part, whole) {
  const share = 100 * part / (whole || 1);
  if (part === 0) return "0%";
  return share < 1 ? "<1%" : `${Math.round(share)}%`;
}
