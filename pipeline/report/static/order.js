"use strict";
// Order: documents sorted by what a column says of them.

/** A text as it is put in order: without accents and capitals, numbers by their size. */
function natural(text) {
  return folded(text).replace(/\d+/g, (digits) => digits.padStart(16, "0"));
}

/** The rank of each key, equal keys alike; -1 for a key that says nothing ("" or null). */
function ranksOf(keys) {
  const places = Int32Array.from(keys.keys()).filter((place) => keys[place] !== "" && keys[place] !== null);
  places.sort((a, b) => (keys[a] < keys[b] ? -1 : Number(keys[a] > keys[b])));
  const ranks = new Int32Array(keys.length).fill(-1);
  let rank = -1;
  for (let at = 0; at < places.length; at += 1) {
    if (at === 0 || keys[places[at]] !== keys[places[at - 1]]) rank += 1;
    ranks[places[at]] = rank;
  }
  return ranks;
}

/** Places by rising or falling rank: those without a rank last, equal ones in corpus order. */
function sortedBy(ranks, places, falling) {
  const sign = falling ? -1 : 1;
  return Int32Array.from(places).sort((a, b) => (
    Number(ranks[a] < 0) - Number(ranks[b] < 0) || sign * (ranks[a] - ranks[b]) || a - b
  ));
}
