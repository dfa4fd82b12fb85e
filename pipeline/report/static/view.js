// View: what the reader has chosen to see, the same for the map and for the table.
// It tells of "filtered" (which documents), "coloured" (level or colours), "looked" (where the map
// stands), "reading" (how far a search has come), "opened" (a document, to be read), "shown" (one,
// that is read now), "located" (one, to be found on the map) and "missed" (what was asked for and
// is not here).

const ANY = "";
const UNFILTERED = { query: ANY, theme: ANY, also: ANY, topic: ANY, from: ANY, to: ANY, holds: ANY, groups: {} };

class View extends EventTarget {
  constructor(corpus) {
    super();
    this.corpus = corpus;
    this.reading = new Reading(corpus);
    this.level = corpus.level;
    this.colour = "topic";
    this.filters = UNFILTERED;
    this.query = new Query(ANY);
    this.selection = null;
    this.outline = null;
    /** Where the map stands: {x, y, zoom}, units of the map; null for the whole. */
    this.look = null;
    this.shown = new Uint8Array(corpus.size).fill(1);
    this.found = corpus.size;
    this.reading.addEventListener("read", () => this.#hear());
  }

  /** The share of the texts that a search has read. */
  get read() { return this.corpus.hasTexts ? this.reading.share : 1; }

  /** The documents that all filters let through, in corpus order. */
  get documents() {
    return Array.from(this.shown.keys()).filter((place) => this.shown[place]);
  }

  /** Whether anything is filtered at all. */
  get filtered() {
    const { groups, query: _, ...single } = this.filters;
    const chosen = [...Object.values(single), ...Object.values(groups)];
    return this.selection !== null || this.query.clauses.length > 0 || chosen.some((value) => value !== ANY);
  }

  /** Changes some filters; the rest stay. */
  filter(changes) {
    this.#set({ ...this.filters, ...changes });
    this.#apply();
  }

  /** Takes all filters and the selection away. */
  clear() {
    this.show({});
  }

  /** Keeps to some documents, given by their places, drawn round with an outline or not; null for all. */
  select(places, outline = null) {
    this.selection = places === null ? null : new Set(places);
    this.outline = outline;
    this.#apply();
  }

  /** Shows just this: filters and a selection; what is not named of these is taken away. */
  show({ filters = {}, places = null, outline = null, level = this.level, colour = this.colour, look = this.look }) {
    const coloured = level !== this.level || colour !== this.colour;
    [this.level, this.colour] = [level, colour];
    this.#set({ ...UNFILTERED, ...filters });
    this.select(places, outline);
    if (coloured) this.dispatchEvent(new Event("coloured"));
    this.lookAt(look);
  }

  /** Shows the topics of another level. */
  setLevel(level) {
    this.level = level;
    this.filters = { ...this.filters, topic: ANY };
    this.#apply();
    this.dispatchEvent(new Event("coloured"));
  }

  /** Colours by "topic", "theme", "date", "holds" or "group:<number>". */
  setColour(colour) {
    this.colour = colour;
    this.dispatchEvent(new Event("coloured"));
  }

  /** Brings a part of the map into view, {x, y, zoom}; null for the whole. */
  lookAt(look) {
    if (JSON.stringify(look) === JSON.stringify(this.look)) return;
    this.look = look;
    this.dispatchEvent(new Event("looked"));
  }

  /** Opens one document. */
  open(place) {
    this.dispatchEvent(new CustomEvent("opened", { detail: place }));
  }

  /** Points one document out on the map. */
  locate(place) {
    this.dispatchEvent(new CustomEvent("located", { detail: place }));
  }

  /** Says that something that was asked for is not here; no words, that all is. */
  miss(words) {
    this.dispatchEvent(new CustomEvent("missed", { detail: words }));
  }

  #set(filters) {
    this.filters = filters;
    this.query = new Query(filters.query);
    if (this.query.clauses.length) this.reading.begin();
  }

  /** More is read: a search has its answer in the end, and tells how far it is until then. */
  #hear() {
    if (!this.query.clauses.length) return;
    if (this.reading.done) this.#apply();
    else this.dispatchEvent(new Event("reading"));
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
    const { corpus, filters, selection, query, reading } = this;
    const { topics, of } = corpus.levels[this.level] ?? { topics: [], of: [] };
    const tests = [];
    if (selection) tests.push((place) => selection.has(place));
    for (const wanted of [filters.theme, filters.also]) {
      if (wanted === ANY) continue;
      const theme = corpus.themes[wanted];
      tests.push((place) => (theme ? theme.has[place] === 1 : corpus.primary[place] < 0));
    }
    if (filters.topic !== ANY) tests.push((place) => of[place] === Number(filters.topic));
    if (filters.holds !== ANY) {
      tests.push((place) => of[place] >= 0 && topics[of[place]].holds === filters.holds);
    }
    tests.push(...this.#dated());
    for (const [group, value] of Object.entries(filters.groups)) {
      if (value !== ANY) tests.push((place) => corpus.groups[group].of[place] === Number(value));
    }
    if (query.clauses.length) tests.push((place) => query.holds(reading.headOf(place), reading.textOf(place)));
    return tests;
  }

  /** From and to a year, a month or a day; a date too coarse to tell is outside. */
  #dated() {
    const { corpus: { dates }, filters: { from, to } } = this;
    const tests = [];
    if (from !== ANY) tests.push((place) => dates[place].slice(0, from.length) >= from);
    if (to !== ANY) tests.push((place) => dates[place].length >= to.length && dates[place].slice(0, to.length) <= to);
    return tests;
  }
}
