"use strict";
// Distinctive: which words set some documents apart from all others.
//
// Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008,
// doi:10.1093/pan/mpn018): how much more a word is at home in these than in the rest, drawn towards
// what is usual in all, in standard errors. A document counts a word once, so that a long one
// decides nothing alone.

const PRIOR = 10; // documents like all, that are thought to have been read before
const SURE = 1.96; // standard errors: what chance does in one of forty words
const FEWEST_HOLDING = 2;

/**
 * The words that these documents hold oftener than the rest, beyond chance.
 *
 * `inside` and `all` are {counts, read, total}: documents that hold each word, documents, and words
 * in all, of these and of everything. Gives {number, inside, outside, odds, error} for each.
 */
function distinctive(inside, all) {
  const outside = { read: all.read - inside.read, total: all.total - inside.total };
  if (!inside.read || !outside.read) return [];
  const prior = PRIOR * all.total / all.read;
  const found = [];
  for (let number = 0; number < inside.counts.length; number += 1) {
    const here = inside.counts[number];
    if (here < Math.min(FEWEST_HOLDING, inside.read)) continue;
    const there = all.counts[number] - here;
    if (here * outside.read <= there * inside.read) continue;
    const usual = prior * all.counts[number] / all.total;
    const odds = Math.log((here + usual) / (inside.total + prior - here - usual))
      - Math.log((there + usual) / (outside.total + prior - there - usual));
    const error = Math.sqrt(1 / (here + usual) + 1 / (there + usual));
    if (odds >= SURE * error) found.push({ number, inside: here, outside: there, odds, error });
  }
  return found;
}

/**
 * The first of such words, ranked from common (0) to distinctive (1).
 *
 * Half-way counts standard errors; towards 0 the many documents that hold a word weigh more,
 * towards 1 only how much oftener it stands in these.
 */
function ranked(found, taste, most) {
  const weight = ({ odds, error }) => odds / error ** (2 - 2 * taste);
  return found.toSorted((a, b) => weight(b) - weight(a) || a.number - b.number).slice(0, most);
}
