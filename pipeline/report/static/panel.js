"use strict";
// Panel: what the documents that are chosen, searched or filtered have in common, beside the page.

const AT_FOOT = "(max-width: 64rem)";
const LEAST_HEIGHT = 320; // pixels, whatever of the filters that takes
const LONGEST_NAME = 80; // characters, in a list
const ONE_WORD = /^[\p{L}\p{N}]+$/u;

class Panel {
  #folded = matchMedia(AT_FOOT).matches;
  #from = null; // the link that led here

  constructor(view, address, place) {
    this.view = view;
    this.address = address;
    this.place = place;
    this.shares = new Shares(view);
    this.apart = new Apart(view, place);
    this.#listen();
    this.#update();
  }

  #part(selector) {
    return this.place.querySelector(selector);
  }

  #listen() {
    const { view, address, apart } = this;
    const on = (selector, act) => this.#part(selector).addEventListener("click", ({ target }) => act(target));
    view.addEventListener("filtered", () => this.#update());
    addEventListener("scroll", () => this.#dock(), { capture: true, passive: true });
    addEventListener("resize", () => this.#dock());
    view.addEventListener("arrived", () => this.#welcome());
    view.reading.addEventListener("read", () => { if (view.filtered && !this.#folded) apart.hear(); });
    on(".fold", () => this.#fold(!this.#folded));
    on(".clear", () => { view.clear(); this.#leave(); });
    on(".save", () => save(csvOf(view.corpus, view.documents), "selection.csv"));
    on(".copy", (button) => copy(address.link, button));
    this.place.addEventListener("click", ({ target }) => this.#narrow(target.closest("button[data-narrow]")));
    this.place.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || this.#folded) return;
      this.#fold(true);
      this.#part(".fold").focus();
    });
    document.addEventListener("click", ({ target }) => { this.#from = target.closest("[data-view]") ?? this.#from; }, true);
  }

  /** A link has led here: the map is brought into view, and the panel has the word. */
  #welcome() {
    document.querySelector(".live-map .map-stage")?.scrollIntoView({ block: "center" });
    if (!matchMedia(AT_FOOT).matches) this.#fold(false);
    if (!this.place.hidden) this.#part("h2").focus({ preventScroll: true });
  }

  /** The focus goes back to the link that led here. */
  #leave() {
    const back = this.#from?.checkVisibility() ? this.#from : document.querySelector(".map-surface");
    back?.focus({ preventScroll: true });
    this.#from = null;
  }

  /** Stands below the filters of the map as long as they are in view, and leaves them in reach. */
  #dock() {
    if (this.#part(".selection-told").hidden) return;
    const { bottom } = document.querySelector("#document_map .filters")?.getBoundingClientRect() ?? { bottom: 0 };
    const below = Math.max(0, Math.min(bottom, innerHeight - LEAST_HEIGHT));
    this.place.style.setProperty("--below", `${Math.round(below)}px`);
  }

  #fold(folded) {
    this.#folded = folded;
    this.#update();
  }

  /** Tells of what is chosen now. */
  #update() {
    const { view, view: { corpus, found, filtered } } = this;
    const open = filtered && !this.#folded && found > 0;
    this.place.hidden = !filtered;
    document.documentElement.classList.toggle("beside-panel", open);
    this.#part(".selection-told").hidden = !open;
    if (!filtered) return;
    const fold = this.#part(".fold");
    this.#part("h2").textContent = `${number.format(found)} of ${count(corpus.size, "document")}`;
    fold.textContent = this.#folded ? "About these" : "Less";
    fold.ariaExpanded = String(!this.#folded);
    fold.hidden = found === 0;
    if (!open) return;
    this.#dock();
    view.reading.begin();
    this.#part(".chosen-by").replaceChildren(...chosenBy(view));
    const places = view.documents;
    this.#share(places);
    this.apart.tell(places);
  }

  #share(places) {
    const { shares, view: { corpus } } = this;
    this.#part(".shares").replaceChildren(...shares.of(places).map(([heading, listed]) => {
      const lines = listed.map(({ name, here, all, filter }) => {
        const said = `${number.format(here)} (${percent(here, places.length)}; ${percent(all, corpus.size)} of all)`;
        return shareLine(cut(name, LONGEST_NAME), said, here / places.length, all / corpus.size, { filter });
      });
      return element("div", "", element("h3", "", bdi(heading)), element("ul", "bars", ...lines));
    }));
    const strength = shares.strength(places);
    this.#part(".strength").textContent = strength === null ? "" : `They belong to their topics with a strength of ${strength.toFixed(2)} on average.`;
    const years = shares.years(places);
    const drawn = years.length > 1 ? [element("h3", "", "Years"), ...yearsDrawn(years, places.length, corpus.size)] : [];
    this.#part(".of-years").hidden = !drawn.length;
    this.#part(".of-years").replaceChildren(...drawn);
  }

  /** Keeps to those of these that have a word, a topic, a value. */
  #narrow(button) {
    if (!button) return;
    const { search, filter } = JSON.parse(button.dataset.narrow);
    const { view, view: { filters: { query } } } = this;
    const word = search && (ONE_WORD.test(search) ? search : `"${search}"`);
    view.filter(filter ?? { query: `${query} ${word}`.trim() });
    this.#part("h2").focus({ preventScroll: true });
  }
}
