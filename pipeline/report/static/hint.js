"use strict";
// Hint: for a word that no document has, those that are spelled nearly alike or begin with it.

class Hint {
  #asked = "";

  /** `place` is a paragraph under a field to search in. */
  constructor(view, place) {
    this.view = view;
    this.place = place;
    place.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#take(button);
    });
  }

  /** Looks at the search anew, once all texts are read. */
  update() {
    const { filters: { query: typed }, query, reading } = this.view;
    const asked = reading.done ? typed : "";
    if (asked === this.#asked) return;
    this.#asked = asked;
    const unknown = asked ? query.sought.filter((each) => this.#isUnknown(each)) : [];
    const told = unknown.map((term) => [term, reading.words.near(term.words[0])]).find(([, near]) => near.length);
    this.place.hidden = !told;
    this.place.replaceChildren(...(told ? this.#told(...told) : []));
  }

  /** Whether a term is one word, and neither a text nor a column has it. */
  #isUnknown({ words: [word, ...more], prefix, pattern, longest }) {
    const { reading, corpus: { size } } = this.view;
    if (prefix || more.length || wordsOf(word).join("") !== word || reading.words.knows(word)) return false;
    for (let place = 0; place < size; place += 1) {
      if (stands({ longest, pattern }, reading.headOf(place)) || stands({ longest, pattern }, reading.textOf(place))) return false;
    }
    return true;
  }

  #told(term, near) {
    const { words } = this.view.reading;
    const [word] = term.words;
    const begin = near.filter((each) => each.startsWith(word));
    const offers = begin.length > 1 ? [`${word}*`, ...near] : near;
    const buttons = offers.flatMap((offer) => {
      const button = element("button", "", bdi(offer));
      Object.assign(button, { type: "button", value: offer });
      button.dataset.typed = term.typed;
      const many = words.documents[words.numberOf(offer)];
      return [" ", button, ...(many === undefined ? [] : [" ", element("span", "note", number.format(many))])];
    });
    return ["No document has “", bdi(word), "”. Near it:", ...buttons];
  }

  #take({ value, dataset: { typed } }) {
    const field = this.place.closest("form").elements.query;
    this.view.filter({ query: this.view.filters.query.replace(typed, () => value) });
    field.focus();
  }
}
