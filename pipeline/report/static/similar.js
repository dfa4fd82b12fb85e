"use strict";
// Similar: the documents that share most of the words of one, rare words counting more: the cosine
// of tf-idf weights (Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0), a word counted once.

/** The `most` documents nearest to one: [{place, shared}], the words that they share, rarest first. */
function similarTo(words, place, most) {
  const own = words.of[place];
  if (!own) return [];
  const squares = Float64Array.from(words.documents, (many) => Math.log(words.read / many) ** 2);
  const weights = new Float64Array(squares.length);
  for (const number of own) weights[number] = squares[number];
  const scored = [];
  for (let other = 0; other < words.of.length; other += 1) {
    const theirs = words.of[other];
    if (other === place || !theirs) continue;
    let [both, length] = [0, 0];
    for (let at = 0; at < theirs.length; at += 1) {
      both += weights[theirs[at]];
      length += squares[theirs[at]];
    }
    if (both > 0) scored.push([other, both / Math.sqrt(length)]);
  }
  return scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([other]) => {
    const shared = Array.from(words.of[other]).filter((number) => weights[number] > 0);
    return { place: other, shared: shared.sort((a, b) => words.documents[a] - words.documents[b]) };
  });
}
