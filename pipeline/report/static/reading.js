"use strict";
// Reading: every text read once, a little at a time, for searches and for counting words.
// It tells of "read" whenever more is.

const AT_ONCE = 16; // milliseconds of reading before the page may answer its reader

class Reading extends EventTarget {
  #heads = [];
  #texts = [];
  #begun = false;

  constructor(corpus) {
    super();
    this.corpus = corpus;
    this.words = new Words(corpus.stopWords);
    /** How much of the corpus is read, 0 to 1. */
    this.share = 0;
  }

  /** Whether there is no more to read. */
  get done() { return this.share === 1; }

  /** What is known of a document without its text, folded. */
  headOf(place) {
    this.#heads[place] ??= this.corpus.headOf(place);
    return this.#heads[place];
  }

  /** The text of a document, folded; empty as long as it is not read. */
  textOf(place) {
    return this.#texts[place] ?? "";
  }

  /** Begins to read, unless that is so already. */
  async begin() {
    if (this.#begun) return;
    this.#begun = true;
    const { corpus } = this;
    let since = performance.now();
    for (let place = 0; place < corpus.size; place += 1) {
      const text = folded(await corpus.textOf(place));
      this.#texts[place] = text;
      this.words.add(place, `${folded(corpus.titles[place])}\n${text}`);
      if (performance.now() - since < AT_ONCE) continue;
      this.#tell((place + 1) / corpus.size);
      await breath();
      since = performance.now();
    }
    this.#tell(1);
  }

  #tell(share) {
    this.share = share;
    this.dispatchEvent(new Event("read"));
  }
}
