// View: what the reader has chosen to see, the same for the map and for the table.
// It tells of "filtered" (which documents), "coloured" (level or colours), "reading" (how far a
// search has come), "opened" (a document, to be read) and "located" (one, to be found on the map).

const ANY = "";

class View extends EventTarget {
  #heads = [];
  #texts = [];
  #reading = false;

  constructor(corpus) {
    super();
    this.corpus = corpus;
    this.level = corpus.level;
    this.colour = "topic";
    this.filters = { query: ANY, theme: ANY, topic: ANY, from: ANY, to: ANY, holds: ANY, groups: {} };
    this.selection = null;
    this.shown = new Uint8Array(corpus.size).fill(1);
    this.found = corpus.size;
    /** The share of the texts that the search has read. */
    this.read = corpus.hasTexts ? 0 : 1;
  }

  /** The documents that all filters let through, in corpus order. */
  get documents() {
    return Array.from(this.shown.keys()).filter((place) => this.shown[place]);
  }

  /** Whether anything is filtered at all. */
  get filtered() {
    const { groups, ...single } = this.filters;
    const chosen = [...Object.values(single), ...Object.values(groups)];
    return this.selection !== null || chosen.some((value) => value !== ANY);
  }

  /** Changes some filters; the rest stay. */
  filter(changes) {
    this.filters = { ...this.filters, ...changes };
    if (changes.query) this.#readTexts();
    this.#apply();
  }

  /** Takes all filters and the selection away. */
  clear() {
    this.selection = null;
    this.filter({ query: ANY, theme: ANY, topic: ANY, from: ANY, to: ANY, holds: ANY, groups: {} });
  }

  /** Keeps to some documents, given by their places; null for all. */
  select(places) {
    this.selection = places === null ? null : new Set(places);
    this.#apply();
  }

  /** Shows the topics of another level. */
  setLevel(level) {
    this.level = level;
    this.filters.topic = ANY;
    this.#apply();
    this.dispatchEvent(new Event("coloured"));
  }

  /** Colours by "topic", "theme", "date", "holds" or "group:<number>". */
  setColour(colour) {
    this.colour = colour;
    this.dispatchEvent(new Event("coloured"));
  }

  /** Opens one document. */
  open(place) {
    this.dispatchEvent(new CustomEvent("opened", { detail: place }));
  }

  /** Points one document out on the map. */
  locate(place) {
    this.dispatchEvent(new CustomEvent("located", { detail: place }));
  }

  #apply() {
    const passes = this.#tests();
    this.found = 0;
    for (let place = 0; place < this.corpus.size; place += 1) {
      const passed = passes.every((test) => test(place));
      this.shown[place] = passed ? 1 : 0;
      this.found += this.shown[place];
    }
    this.dispatchEvent(new Event("filtered"));
  }

  #tests() {
    const { corpus, filters, selection } = this;
    const { topics, of } = corpus.levels[this.level] ?? { topics: [], of: [] };
    const tests = [];
    if (selection) tests.push((place) => selection.has(place));
    if (filters.theme !== ANY) {
      const theme = corpus.themes[filters.theme];
      tests.push((place) => (theme ? theme.has[place] === 1 : corpus.primary[place] < 0));
    }
    if (filters.topic !== ANY) tests.push((place) => of[place] === Number(filters.topic));
    if (filters.holds !== ANY) {
      tests.push((place) => of[place] >= 0 && topics[of[place]].holds === filters.holds);
    }
    if (filters.from !== ANY) tests.push((place) => corpus.yearOf(place) >= filters.from);
    if (filters.to !== ANY) {
      tests.push((place) => corpus.yearOf(place) !== "" && corpus.yearOf(place) <= filters.to);
    }
    for (const [group, value] of Object.entries(filters.groups)) {
      if (value !== ANY) tests.push((place) => corpus.groups[group].of[place] === Number(value));
    }
    return [...tests, ...this.terms.map((term) => (place) => this.#holds(place, term))];
  }

  /** The words and "quoted phrases" of the query; a document has to hold all of them. */
  get terms() {
    const found = folded(this.filters.query).matchAll(/"([^"]+)"?|([^\s"]+)/g);
    return Array.from(found, ([, phrase, word]) => phrase ?? word);
  }

  #holds(place, term) {
    this.#heads[place] ??= this.corpus.headOf(place);
    return this.#heads[place].includes(term) || (this.#texts[place] ?? "").includes(term);
  }

  #readTexts() {
    if (this.#reading) return;
    this.#reading = true;
    this.corpus.forEachText(
      (place, text) => { this.#texts[place] = folded(text); },
      (share) => {
        this.read = share;
        if (share === 1) this.#apply();
        else this.dispatchEvent(new Event("reading"));
      },
    );
  }
}
