"use strict";
// Panel: what the documents that are chosen, searched or filtered have in common, beside the page.

const MOST_WORDS = 15;
const MOST_SENTENCES = 4;
const WEIGHTY = 40; // words that a typical sentence is chosen by
const LOOKS = [0.02, 0.1, 0.4, 1]; // how much is read when words are looked for
const AT_FOOT = "(max-width: 64rem)";

class Panel {
  #folded = matchMedia(AT_FOOT).matches;
  #from = null;
  #found = [];
  #known = 0; // of these documents are read
  #turn = 0;
  #looked = 0; // of the looks

  constructor(view, address, place) {
    this.view = view;
    this.address = address;
    this.place = place;
    this.places = [];
    this.shares = new Shares(view);
    this.#listen();
    this.#update();
  }

  #part(selector) {
    return this.place.querySelector(selector);
  }

  #listen() {
    const { view, address } = this;
    const on = (selector, act) => this.#part(selector).addEventListener("click", (event) => act(event.target));
    view.addEventListener("filtered", () => this.#update());
    view.addEventListener("coloured", () => this.#update());
    view.addEventListener("arrived", () => this.#welcome());
    view.reading.addEventListener("read", () => this.#hear());
    on(".fold", () => this.#fold(!this.#folded));
    on(".clear", () => { view.clear(); this.#leave(); });
    on(".save", () => save(csvOf(view.corpus, this.places), "selection.csv"));
    on(".copy", (button) => copy(address.link, button));
    this.#part(".taste").addEventListener("input", () => this.#words());
    this.place.addEventListener("click", ({ target }) => this.#narrow(target.closest("button[data-narrow]")));
    this.place.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !this.#folded) { this.#fold(true); this.#part(".fold").focus(); }
    });
    document.addEventListener("click", ({ target }) => { this.#from = target.closest?.("[data-view]") ?? this.#from; }, true);
  }

  /** A link has led here: the map is brought into view, and the panel has the word. */
  #welcome() {
    document.querySelector(".live-map .map-stage")?.scrollIntoView({ block: "center" });
    if (!matchMedia(AT_FOOT).matches) this.#fold(false);
    if (!this.place.hidden) this.#part("h2").focus({ preventScroll: true });
  }

  /** The focus goes back to the link that led here. */
  #leave() {
    (this.#from?.checkVisibility() ? this.#from : document.querySelector(".map-surface"))?.focus({ preventScroll: true });
    this.#from = null;
  }

  #fold(folded) {
    this.#folded = folded;
    this.#update();
  }

  /** Tells of what is chosen now. */
  #update() {
    const { view, view: { corpus, found, filtered } } = this;
    this.place.hidden = !filtered;
    document.documentElement.classList.toggle("beside-panel", filtered && !this.#folded);
    this.#turn += 1;
    if (!filtered) return;
    this.#part("h2").textContent = `${number.format(found)} of ${count(corpus.size, "document")}`;
    this.#part(".chosen-by").replaceChildren(...chosenBy(view));
    this.#part(".fold").textContent = this.#folded ? "What sets these apart" : "Less";
    this.#part(".fold").ariaExpanded = String(!this.#folded);
    this.#part(".save").disabled = found === 0;
    this.#part(".selection-told").hidden = this.#folded || found === 0;
    if (this.#folded || !found) return;
    this.places = view.documents;
    view.reading.begin();
    this.#shares();
    this.#read();
  }

  #hear() {
    const { share } = this.view.reading;
    if (this.place.hidden || this.#folded || share < LOOKS[this.#looked]) return;
    this.#read();
  }

  /** Finds the words that set these apart, in what is read of all texts. */
  #read() {
    const { view: { reading, corpus }, places } = this;
    this.#looked = LOOKS.findIndex((share) => share > reading.share);
    const { words } = reading;
    const all = { counts: words.documents, read: words.read, total: words.total };
    const inside = words.count(places);
    this.#known = inside.read;
    this.#found = distinctive(inside, all);
    const unread = reading.done ? "" : `From the first ${Math.floor(100 * reading.share)}% of the documents, and going on. `;
    const whole = places.length === corpus.size ? "These are all documents: nothing sets them apart." : "";
    const none = this.#found.length || !reading.done ? "" : "No word stands in these clearly oftener than in the others.";
    this.#part(".words-note").textContent = unread + (whole || none);
    this.#part(".tastes").hidden = !this.#found.length;
    this.#words();
    this.#sentences();
  }

  #words() {
    const { corpus, reading: { words } } = this.view;
    const read = this.#known;
    const rest = Math.max(1, words.read - read);
    const taste = Number(this.#part(".taste").value) / 100;
    const shown = ranked(this.#found, taste, MOST_WORDS);
    this.#part(".words").replaceChildren(...shown.map(({ number: word, inside, outside }) => {
      const name = words.names[word];
      const said = `${percent(inside, read)} of these, ${percent(outside, rest)} of the others`;
      return this.#bar(name, said, inside / read, outside / rest, { search: name });
    }));
    this.#spell(corpus, shown);
  }

  /** Writes words as a text of these has them, with accents and capitals. */
  async #spell(corpus, shown) {
    const turn = this.#turn;
    const { words } = this.view.reading;
    const buttons = [...this.#part(".words").querySelectorAll("button")];
    for (const [rank, { number: word }] of shown.entries()) {
      const holder = this.places.find((place) => words.of[place]?.includes(word));
      if (holder === undefined) continue;
      const text = `${corpus.titles[holder]}\n${await corpus.textOf(holder)}`;
      if (turn !== this.#turn) return;
      const spelled = spansOfTerms(text, new Query(`"${words.names[word]}"`).sought).map(({ start, end }) => text.slice(start, end));
      const plain = spelled.find((each) => each === each.toLowerCase()) ?? spelled[0];
      if (plain) buttons[rank]?.replaceChildren(bdi(plain));
    }
  }

  async #sentences() {
    const turn = this.#turn;
    const { view: { corpus, reading }, places } = this;
    const weights = new Map(ranked(this.#found, 0.5, WEIGHTY).map(({ number: word, odds, error }) => [word, odds / error]));
    this.#part(".of-sentences").hidden = !corpus.hasTexts || !weights.size;
    if (!corpus.hasTexts || !weights.size) return;
    const chosen = await typicalSentences(corpus, reading.words, places, weights, MOST_SENTENCES);
    if (turn !== this.#turn) return;
    const terms = new Query([...weights.keys()].slice(0, MOST_WORDS).map((word) => `"${reading.words.names[word]}"`).join(" ")).sought;
    this.#part(".sentences").replaceChildren(...chosen.map(({ place, sentence }) => {
      const link = element("a", "", ...breakable(cut(corpus.titles[place], 90)));
      link.href = addressOf(corpus, place);
      link.dataset.document = place;
      const quoted = spoken(element("blockquote", "", ...marked(cut(sentence, 400), terms)), corpus, place);
      return element("li", "", quoted, spoken(element("p", "note", link), corpus, place));
    }));
  }

  #shares() {
    const { view: { corpus }, places, shares: counted } = this;
    const kinds = counted.of(places);
    this.#part(".shares").replaceChildren(...kinds.map(([heading, shares]) => {
      const lines = shares.map(({ name, here, all, filter }) => {
        const said = `${number.format(here)} (${percent(here, places.length)}; ${percent(all, corpus.size)} of all)`;
        return this.#bar(cut(name, 80), said, here / places.length, all / corpus.size, { filter });
      });
      return element("div", "", element("h3", "", bdi(heading)), element("ul", "bars", ...lines));
    }));
    const strength = counted.strength(places);
    this.#part(".strength").textContent = strength === null ? "" : `They belong to their topics with a strength of ${strength.toFixed(2)} on average.`;
    const years = counted.years(places);
    this.#part(".of-years").hidden = years.length < 2;
    if (years.length > 1) this.#part(".of-years").replaceChildren(element("h3", "", "Years"), ...yearsDrawn(years, places.length, corpus.size));
  }

  /** A line of a list: a name to narrow by, a share of these as a bar, that of all as a mark on it. */
  #bar(name, said, here, all, narrow) {
    const button = element("button", "", bdi(name));
    button.type = "button";
    button.dataset.narrow = JSON.stringify(narrow);
    const bar = element("span", "share-bar", element("i", "here"), element("i", "all"));
    bar.ariaHidden = "true";
    bar.firstChild.style.width = `${100 * here}%`;
    bar.lastChild.style.insetInlineStart = `${100 * Math.min(all, 1)}%`;
    return element("li", "", button, element("span", "note", said), bar);
  }

  /** Keeps to those of these that have a word, a topic, a value. */
  #narrow(button) {
    if (!button) return;
    const { search, filter } = JSON.parse(button.dataset.narrow);
    const { view, view: { filters: { query } } } = this;
    if (filter) view.filter(filter);
    else if (search) view.filter({ query: `${query} ${/^[\p{L}\p{N}]+$/u.test(search) ? search : `"${search}"`}`.trim() });
    this.#part("h2").focus({ preventScroll: true });
  }
}

/** What documents are chosen by, in words. */
function chosenBy({ corpus, level, filters, selection, outline }) {
  const told = [];
  const tell = (what, name) => told.push(told.length ? "; " : "", what, ...(name === undefined ? [] : [" ", bdi(name)]));
  if (outline) tell("in the area drawn");
  else if (selection) tell("a list of documents");
  if (filters.query) tell("found by", `“${filters.query}”`);
  for (const wanted of [filters.theme, filters.also]) {
    if (wanted !== ANY) tell(...(corpus.themes[wanted] ? ["theme", corpus.themes[wanted].name] : ["without a theme"]));
  }
  if (filters.topic !== ANY) {
    const topic = corpus.levels[level].topics[filters.topic];
    tell(...(topic ? ["topic", `${topic.id} ${topic.label}`] : ["without a topic"]));
  }
  if (filters.holds) tell(`in ${filters.holds} topics`);
  if (filters.from || filters.to) tell("dated", filters.from === filters.to ? filters.from : `${filters.from || "…"} to ${filters.to || "…"}`);
  for (const [group, value] of Object.entries(filters.groups)) {
    if (value !== ANY) tell(`${corpus.groups[group].name}:`, corpus.groups[group].values[value] || "none given");
  }
  return told;
}

/** Documents by year as columns, with a line where they would be if these were like all. */
function yearsDrawn(years, many, size) {
  const most = Math.max(...years.map(([, here, all]) => Math.max(here, all * many / size)));
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", `0 0 ${years.length} 100`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", years.filter(([, here]) => here).map(([year, here]) => `${year}: ${number.format(here)}`).join(", "));
  const draw = (name, attributes) => {
    const made = picture.appendChild(document.createElementNS(space, name));
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  };
  const up = (value) => 100 - 100 * value / most;
  for (const [step, [, here]] of years.entries()) draw("rect", { x: step + 0.1, width: 0.8, y: up(here), height: 100 - up(here) });
  draw("path", { d: years.map(([, , all], step) => `M${step} ${up(all * many / size)}h1`).join("") });
  const ends = element("p", "ends", element("span", "", String(years[0][0])), element("span", "", String(years.at(-1)[0])));
  ends.ariaHidden = "true";
  return [picture, ends, element("p", "note", "A line is what as many documents of all would have.")];
}
