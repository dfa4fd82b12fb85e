// Tip: what a document on the map is, beside its point; it stays while the pointer is on it.

const MOST_TOLD = 200; // characters of a title or of evidence
const BESIDE_POINT = 10; // pixels from the point to its tip
const STAYS = 250; // milliseconds in which the pointer can reach the tip

class Tip {
  #leaving;

  /** `left` is called when the pointer has left and the tip is gone. */
  constructor(element, view, left) {
    this.element = element;
    this.left = left;
    this.view = view;
    this.place = -1;
    element.querySelector(".open").addEventListener("click", () => view.open(this.place));
    element.querySelector(".close").addEventListener("click", () => { this.hide(); this.left(); });
    element.addEventListener("pointerenter", () => clearTimeout(this.#leaving));
    element.addEventListener("pointerleave", () => this.leave());
  }

  /** Tells of a document whose point is at (x, y) in a room {width, height}. */
  show(place, x, y, room) {
    clearTimeout(this.#leaving);
    this.element.hidden = false;
    if (place !== this.place) this.#tell(place);
    this.place = place;
    this.put(x, y, room);
  }

  /** Stands below a point, or above it where there is more room. */
  put(x, y, { width, height }) {
    const { element, element: { offsetWidth, offsetHeight } } = this;
    const left = Math.min(Math.max(0, x - offsetWidth / 2), width - offsetWidth);
    const below = y + BESIDE_POINT + offsetHeight <= height || y < height / 2;
    element.style.left = `${left}px`;
    element.style.top = `${below ? y + BESIDE_POINT : y - BESIDE_POINT - offsetHeight}px`;
  }

  /** What it tells, to be read out. */
  get words() {
    const parts = [...this.element.querySelectorAll("[dir]")].filter((each) => !each.closest("[hidden]"));
    return parts.map((each) => each.textContent).join(". ");
  }

  hide() {
    clearTimeout(this.#leaving);
    this.place = -1;
    this.element.hidden = true;
  }

  /** Hides, unless the pointer comes to the tip or the keys are in it. */
  leave() {
    clearTimeout(this.#leaving);
    if (this.element.contains(document.activeElement)) return;
    this.#leaving = setTimeout(() => { this.hide(); this.left(); }, STAYS);
  }

  #tell(place) {
    const { corpus, level } = this.view;
    const topic = corpus.topicOf(place, level);
    const themes = corpus.themesOf(place).map(({ name }) => name);
    const none = corpus.themes.length ? "No theme" : "";
    this.#set("title", told(corpus.titles[place]));
    this.#set("topic", topic ? `Topic ${topic.id}: ${topic.label}` : "No topic");
    this.#set("themes", themes.length ? `${themes.length > 1 ? "Themes" : "Theme"}: ${themes.join(", ")}` : none);
    this.#set("date", corpus.dates[place] ?? "");
    this.#set("quote", "");
    for (const name of ["title", "quote"]) spoken(this.#words(name), corpus, place);
    this.#quote(place);
  }

  /** The sentence that speaks for the best theme, once its text is unpacked. */
  async #quote(place) {
    const { corpus } = this.view;
    const theme = corpus.themes[corpus.primary[place]];
    const evidence = theme ? corpus.evidenceOf(place, theme) : null;
    if (!evidence || !corpus.hasTexts) return;
    const text = await corpus.textOf(place);
    const said = text.slice(unitsBefore(text, evidence.start), unitsBefore(text, evidence.end));
    if (this.place === place && said) this.#set("quote", `“${told(said)}”`);
  }

  #set(name, text) {
    const part = this.element.querySelector(`.${name}`);
    part.hidden = text === "";
    this.#words(name).textContent = text;
  }

  #words(name) {
    return this.element.querySelector(`.${name} [dir]`);
  }
}

/** A text on one line, cut where it is long. */
function told(text) {
  const letters = [...text.replaceAll(/\s+/g, " ").trim()];
  return letters.length <= MOST_TOLD ? letters.join("") : `${letters.slice(0, MOST_TOLD).join("")}…`;
}
