"use strict";
// Typical: sentences of some documents that hold most of what sets these apart.

const ASKED = 40; // documents whose sentences are looked at
const SHORTEST = 5; // words of a sentence that can stand alone
const LONGEST = 60;

/** The documents that hold most of the words with weights (a Map by number), the best first. */
function mostTelling(words, places, weights, most) {
  const scored = [];
  for (const place of places) {
    const own = words.of[place] ?? [];
    let sum = 0;
    for (let at = 0; at < own.length; at += 1) sum += weights.get(own[at]) ?? 0;
    if (sum > 0) scored.push([place, sum / Math.sqrt(own.length + 10)]);
  }
  return scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([place]) => place);
}

/** A text as sentences. */
function sentencesOf(text, language) {
  let segmenter = null;
  try {
    segmenter = segmenterOf(language, "sentence");
  } catch { /* a language that no browser knows */ }
  const pieces = segmenter ? Array.from(segmenter.segment(text), ({ segment }) => segment) : text.split(/(?<=[.!?。！？])\s+/u);
  return pieces.flatMap((piece) => piece.split(/\n{2,}/)).map((piece) => piece.replaceAll(/\s+/g, " ").trim());
}

/**
 * Sentences of these documents that hold most of the weighted words: [{place, sentence}], at most
 * one of a document. A word that was quoted counts half as much for the next.
 */
async function typicalSentences(corpus, words, places, weights, most) {
  const candidates = [];
  for (const place of mostTelling(words, places, weights, ASKED)) {
    const language = corpus.languageOf(place);
    for (const sentence of sentencesOf(await corpus.textOf(place), language)) {
      const all = wordsOf(folded(sentence));
      if (all.length < SHORTEST || all.length > LONGEST) continue;
      const telling = [...new Set(all.map((word) => words.numberOf(word)))].filter((number) => weights.has(number));
      if (telling.length) candidates.push({ place, sentence, telling, length: all.length });
    }
  }
  return chosenOf(candidates, new Map(weights), most);
}

function chosenOf(candidates, weights, most) {
  const value = ({ telling, length }) => (
    telling.reduce((sum, number) => sum + weights.get(number), 0) / Math.sqrt(length + 10)
  );
  const chosen = [];
  let left = candidates;
  while (chosen.length < most && left.length) {
    const best = left.reduce((a, b) => (value(b) > value(a) ? b : a));
    chosen.push(best);
    for (const number of best.telling) weights.set(number, weights.get(number) / 2);
    left = left.filter(({ place, sentence }) => place !== best.place && sentence !== best.sentence);
  }
  return chosen;
}
