"use strict";
// Marks: where in a text something stands, and the text cut into pieces that can show it.
// A span is {start, end, ...what it is}, in JavaScript's count of a text.

/** Where a character stands in JavaScript's count, which takes two for an emoji; ours takes one. */
function unitsBefore(text, character) {
  let units = 0;
  for (let passed = 0; passed < character; passed += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Where terms of a search stand in a text, whatever its accents, capitals and hyphens. */
function spansOfTerms(text, terms) {
  const { plain, origins } = foldedWithOrigins(text);
  return terms.flatMap(({ pattern }) => Array.from(plain.matchAll(pattern), ({ index, 0: found }) => {
    const last = origins[index + found.length - 1];
    let after = index + found.length;
    while (origins[after] === last) after += 1;
    return { start: origins[index], end: origins[after] };
  }));
}

/** A text folded, and for each unit of that, and for its end, the unit of the text it comes from. */
function foldedWithOrigins(text) {
  const origins = [];
  let plain = "";
  let unit = 0;
  for (const character of text) {
    const small = character < "\u0080" ? character.toLowerCase() : folded(character);
    for (let each = 0; each < small.length; each += 1) origins.push(unit);
    plain += small;
    unit += character.length;
  }
  return { plain, origins: [...origins, unit] };
}

const LONG_WORD = /(\S{500})/u; // or the beginning of one that is longer

// Scripts that do not part their words by spaces: there a word may begin and end anywhere.
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Where words or phrases stand in a text as whole words, whatever their capitals and spaces. */
function spansOfWords(text, words) {
  const wanted = [...new Set(words)].filter(Boolean).toSorted((a, b) => b.length - a.length);
  if (!wanted.length) return [];
  const found = text.matchAll(new RegExp(wanted.map(wholeWord).join("|"), "giu"));
  return Array.from(found, (match) => ({ start: match.index, end: match.index + match[0].length }));
}

function wholeWord(word) {
  return spelled(word.trim().split(/\s+/), false, String.raw`\s+`);
}

/** A text cut where spans begin and end: each piece with where it ends and what covers it. */
function piecesOf(text, spans) {
  const kept = spans
    .map((span) => ({ ...span, end: Math.min(span.end, text.length) }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const edges = new Set([0, text.length, ...kept.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].toSorted((a, b) => a - b);
  let covering = [];
  let next = 0;
  return cuts.slice(0, -1).map((start, rank) => {
    covering = covering.filter(({ end }) => end > start);
    while (next < kept.length && kept[next].start === start) covering.push(kept[next++]);
    const end = cuts[rank + 1];
    return { text: text.slice(start, end), end, spans: [...covering] };
  });
}

/** A text as nodes, with the terms of a search marked in it. */
function marked(text, terms) {
  return piecesOf(text, spansOfTerms(text, terms)).flatMap((piece) => (
    piece.spans.length ? [element("mark", "searched", ...breakable(piece.text))] : breakable(piece.text)
  ));
}

/** A text as nodes between which a line may break: over a word of 100,000 letters a browser takes minutes. */
function breakable(text) {
  const pieces = text.split(LONG_WORD).filter(Boolean);
  return pieces.flatMap((piece, rank) => (rank ? [element("wbr", ""), piece] : [piece]));
}

/** A new element of a class, holding texts and other nodes. */
function element(name, classes, ...content) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...content);
  return made;
}
