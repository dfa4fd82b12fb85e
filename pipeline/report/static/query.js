"use strict";
// Query: what is typed into a search, understood. All clauses have to hold; a clause holds where
// one of its terms does. `a b OR c -d "e f" g*`: a, and b or c, and no d, and the words e f in a
// row or with a hyphen, and a word that begins with g. The last word of a phrase may be begun, too.

const TERM = /(-?)(?:"([^"]*)"?|([^\s"]+))/g;
const APART = String.raw`[\s\p{Pd}\u00ad]`;
const BETWEEN = new RegExp(`${APART}+`, "u");

class Query {
  constructor(typed) {
    this.clauses = [];
    let joins = false;
    for (const [whole, minus, phrase, word] of typed.matchAll(TERM)) {
      if (whole === "OR") { joins = this.clauses.length > 0; continue; }
      const term = termOf(phrase ?? word, minus === "-");
      if (!term) continue;
      if (joins) this.clauses.at(-1).push(term);
      else this.clauses.push([term]);
      joins = false;
    }
  }

  /** The terms that a document may hold, without those that it must not. */
  get sought() {
    return this.clauses.flat().filter(({ without }) => !without);
  }

  /** Whether a document holds what is asked for, given its parts, folded. */
  holds(...parts) {
    return this.clauses.every((terms) => terms.some((term) => (
      parts.some((part) => stands(term, part)) !== term.without
    )));
  }
}

/** A term: what it looks like in a folded text, and a part of it that is quickly looked for. */
function termOf(typed, without) {
  const prefix = typed.endsWith("*");
  const words = folded(prefix ? typed.slice(0, -1) : typed).split(BETWEEN).filter(Boolean);
  if (!words.length) return null;
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best));
  return { typed, words, prefix, without, longest, pattern: new RegExp(spelled(words, prefix), "gu") };
}

/** The pattern of words in a row that begin and end whole; what stands ``between`` two is one, too. */
function spelled(words, prefix, between = `${APART}+`) {
  const parted = (letter) => /[\p{L}\p{N}]/u.test(letter) && !UNPARTED.test(letter);
  const [first] = words[0];
  const last = [...words.at(-1)].at(-1);
  const before = parted(first) ? String.raw`(?<![\p{L}\p{N}])` : "";
  const after = parted(last) && !prefix ? String.raw`(?![\p{L}\p{N}])` : "";
  const quoted = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return `${before}${quoted.join(between)}${after}`;
}

/** Whether a term stands in a folded text. */
function stands({ longest, pattern }, text) {
  return text.includes(longest) && text.search(pattern) >= 0;
}
