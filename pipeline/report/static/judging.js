// Judging: whether the document that is read belongs to a theme, and which to read next: the one
// whose score is most in doubt, for it teaches most (Lewis & Gale 1994, uncertainty sampling).

class Judging {
  #place = -1;
  #theme = null;
  #passed = new Set();

  constructor(view, corrections) {
    this.view = view;
    this.corrections = corrections;
    if (!view.corpus.themes.length) return;
    this.part = document.querySelector("#judging-template").content.firstElementChild.cloneNode(true);
    document.querySelector("#document .actions").append(this.part);
    this.select = this.part.querySelector("select");
    this.select.append(...view.corpus.themes.map(({ name }, theme) => new Option(name, String(theme))));
    this.#listen();
    this.#offerOnCards();
  }

  #listen() {
    const { part, view } = this;
    view.addEventListener("shown", ({ detail }) => this.#show(detail));
    this.corrections.addEventListener("changed", () => { if (this.#place >= 0) this.#tell(); });
    this.select.addEventListener("change", () => {
      this.#theme = Number(this.select.value);
      this.#tell();
    });
    part.querySelector(".belongs").addEventListener("click", () => this.#judge(true));
    part.querySelector(".belongs-not").addEventListener("click", () => this.#judge(false));
    part.querySelector(".next-telling").addEventListener("click", () => {
      const next = this.#next();
      if (next >= 0) view.open(next);
    });
  }

  /** Puts a button on the card of every theme, which opens what is most in doubt. */
  #offerOnCards() {
    for (const [theme, { name }] of this.view.corpus.themes.entries()) {
      const card = document.getElementById(`theme-${theme}`);
      if (!card) continue;
      const judge = correctionButton("Judge documents", () => {
        this.#theme = theme;
        const next = this.#next();
        if (next >= 0) this.view.open(next);
      });
      judge.ariaLabel = `Judge documents of ${name}`;
      const note = element("span", "note", "Say of some whether they belong, those in doubt first: the next run learns from it.");
      card.append(element("div", "correct", judge, " ", note));
    }
  }

  /** What was said of a document and a theme, now or before the run: true, false, or undefined. */
  #said(theme, place) {
    const before = theme.judged[place];
    return this.corrections.judged(theme.name, place) ?? (before === undefined ? undefined : before > 0);
  }

  #show(place) {
    this.#place = place;
    if (this.#theme === null) this.#theme = this.#likeliest(place);
    this.#passed.add(place);
    this.select.value = String(this.#theme);
    this.#tell();
  }

  #likeliest(place) {
    const { themes } = this.view.corpus;
    return themes.reduce((best, theme, rank) => (theme.scores[place] > themes[best].scores[place] ? rank : best), 0);
  }

  #judge(belongs) {
    const theme = this.view.corpus.themes[this.#theme];
    const again = this.corrections.judged(theme.name, this.#place) === belongs;
    this.corrections.judge(theme.name, this.#place, again ? undefined : belongs);
  }

  #tell() {
    const theme = this.view.corpus.themes[this.#theme];
    const said = this.#said(theme, this.#place);
    this.part.querySelector(".belongs").ariaPressed = String(said === true);
    this.part.querySelector(".belongs-not").ariaPressed = String(said === false);
    const judged = this.corrections.judgedFor(theme.name);
    const score = (theme.scores[this.#place] / 100).toFixed(2);
    this.part.querySelector(".state").textContent = `Its score is ${score}, ${theme.threshold.toFixed(2)} is needed. `
      + (judged ? `You judged ${count(judged, "document")} for this theme.` : "Ten judgements show what they are worth.");
    const next = this.#next();
    const button = this.part.querySelector(".next-telling");
    button.setAttribute("aria-disabled", String(next < 0));
    button.textContent = next < 0 ? "All are judged" : "Most in doubt";
    button.title = next < 0 ? "" : this.view.corpus.titles[next];
  }

  /** The document whose judgement teaches the theme most: not judged, no copy, and not passed over. */
  #next() {
    const { corpus } = this.view;
    const theme = corpus.themes[this.#theme];
    const threshold = 100 * theme.threshold;
    const nextOf = (isOpen) => {
      let found = -1;
      let least = Infinity;
      for (let place = 0; place < corpus.size; place += 1) {
        const doubt = Math.abs(theme.scores[place] - threshold);
        if (doubt < least && place !== this.#place && corpus.copies[place] === undefined && isOpen(place)) {
          if (this.#said(theme, place) === undefined) [found, least] = [place, doubt];
        }
      }
      return found;
    };
    const fresh = nextOf((place) => !this.#passed.has(place));
    return fresh >= 0 ? fresh : nextOf(() => true);
  }
}
