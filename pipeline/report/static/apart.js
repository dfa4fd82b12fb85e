"use strict";
// Apart: in the panel, the words that set some documents apart and sentences that hold these words.

const MOST_WORDS = 15;
const MOST_SENTENCES = 4;
const WEIGHTY = 40; // words that a typical sentence is chosen by
const LONGEST_HEADING = 90;
const LONGEST_QUOTED = 400; // characters
const LOOKS = [0.02, 0.1, 0.4, 1]; // how much is read when words are looked for again

class Apart {
  #found = [];
  #known = 0; // of these documents are read
  #looked = 0; // of the looks
  #turn = 0;

  /** ``place`` is the panel. */
  constructor(view, place) {
    this.view = view;
    this.place = place;
    this.places = [];
    this.#part(".taste").addEventListener("input", () => this.#words());
  }

  #part(selector) {
    return this.place.querySelector(selector);
  }

  /** Finds the words that set these documents apart, in what is read of all texts. */
  tell(places) {
    const { corpus, reading } = this.view;
    const { words } = reading;
    this.places = places;
    this.#turn += 1;
    this.#looked = LOOKS.findIndex((share) => share > reading.share);
    const inside = words.count(places);
    this.#known = inside.read;
    this.#found = distinctive(inside, { counts: words.documents, read: words.read, total: words.total });
    const unread = reading.done ? "" : `From the first ${Math.floor(100 * reading.share)}% of the documents, and going on. `;
    const whole = places.length === corpus.size ? "These are all documents: nothing sets them apart." : "";
    const none = this.#found.length || !reading.done ? "" : "No word stands in these clearly oftener than in the others.";
    this.#part(".words-note").textContent = unread + (whole || none);
    this.#part(".tastes").hidden = !this.#found.length;
    this.#words();
    this.#sentences();
  }

  /** Looks again where enough more has been read. */
  hear() {
    if (this.view.reading.share >= LOOKS[this.#looked]) this.tell(this.places);
  }

  #words() {
    const { words } = this.view.reading;
    const rest = Math.max(1, words.read - this.#known);
    const taste = Number(this.#part(".taste").value) / 100;
    const shown = ranked(this.#found, taste, MOST_WORDS);
    this.#part(".words").replaceChildren(...shown.map(({ number: word, inside, outside }) => {
      const said = `${percent(inside, this.#known)} of these, ${percent(outside, rest)} of the others`;
      return shareLine(words.names[word], said, inside / this.#known, outside / rest, { search: words.names[word] });
    }));
    this.#spell(shown);
  }

  /** Writes words as a text of these has them, with accents and capitals. */
  async #spell(shown) {
    const turn = this.#turn;
    const { corpus, reading: { words } } = this.view;
    const buttons = [...this.#part(".words").querySelectorAll("button")];
    for (const [rank, { number: word }] of shown.entries()) {
      const holder = this.places.find((place) => words.of[place]?.includes(word));
      if (holder === undefined) continue;
      const text = `${corpus.titles[holder]}\n${await corpus.textOf(holder)}`;
      if (turn !== this.#turn) return;
      const spans = spansOfTerms(text, new Query(`"${words.names[word]}"`).sought);
      const spelled = spans.map(({ start, end }) => text.slice(start, end));
      const plain = spelled.find((each) => each === each.toLowerCase()) ?? spelled[0];
      if (plain) buttons[rank].replaceChildren(bdi(plain));
    }
  }

  async #sentences() {
    const turn = this.#turn;
    const { corpus, reading: { words } } = this.view;
    const weights = new Map(ranked(this.#found, 0.5, WEIGHTY).map(({ number: word, odds, error }) => [word, odds / error]));
    this.#part(".of-sentences").hidden = !corpus.hasTexts || !weights.size;
    if (!corpus.hasTexts || !weights.size) return;
    const chosen = await typicalSentences(corpus, words, this.places, weights, MOST_SENTENCES);
    if (turn !== this.#turn) return;
    const best = [...weights.keys()].slice(0, MOST_WORDS).map((word) => `"${words.names[word]}"`);
    const terms = new Query(best.join(" ")).sought;
    this.#part(".sentences").replaceChildren(...chosen.map(({ place, sentence }) => {
      const link = element("a", "", ...breakable(cut(corpus.titles[place], LONGEST_HEADING)));
      link.href = addressOf(corpus, place);
      link.dataset.document = place;
      const quoted = spoken(element("blockquote", "", ...marked(cut(sentence, LONGEST_QUOTED), terms)), corpus, place);
      return element("li", "", quoted, spoken(element("p", "note", link), corpus, place));
    }));
  }
}

/** A line of a list: a name to narrow by, a share of these as a bar, that of others as a mark on it. */
function shareLine(name, said, here, others, narrow) {
  const button = element("button", "", bdi(name));
  button.type = "button";
  button.dataset.narrow = JSON.stringify(narrow);
  const bar = element("span", "share-bar", element("i", "here"), element("i", "all"));
  bar.ariaHidden = "true";
  bar.firstChild.style.width = `${100 * here}%`;
  bar.lastChild.style.insetInlineStart = `${100 * Math.min(others, 1)}%`;
  return element("li", "", button, element("span", "note", said), bar);
}
