// Filters: one form beside the map and one beside the table, over the same view.

const TYPING = 150; // milliseconds after the last letter
const MOST_VALUES = 100; // of a column that can be chosen from; search finds the others

class Filters {
  #waiting = null;

  constructor(view, place) {
    this.view = view;
    const template = document.querySelector("#filters-template");
    place.replaceChildren(template.content.cloneNode(true));
    this.form = place.querySelector("form");
    this.form.ariaLabel = place.dataset.filters || "Filters";
    this.hint = new Hint(view, this.form.querySelector(".hint"));
    this.#offer();
    this.#listen();
    view.addEventListener("filtered", () => this.#show());
    view.addEventListener("reading", () => this.#tell());
    view.addEventListener("coloured", () => { this.#offerTopics(); this.#show(); });
    this.#show();
  }

  #offer() {
    const { corpus } = this.view;
    const themes = corpus.themes.map(({ name }, place) => [place, name]);
    this.#options("theme", "any theme", themes.length ? [...themes, [-1, "no theme"]] : []);
    this.#offerTopics();
    const words = new Set(corpus.levels.flatMap(({ topics }) => topics.map(({ holds }) => holds)));
    const order = ["solid", "fair", "shaky"].filter((word) => words.has(word));
    this.#options("holds", "any", order.map((word) => [word, word]));
    const years = [...new Set(corpus.dates.map((date) => date.slice(0, 4)))].filter(Boolean).toSorted();
    this.#options("from", "the first", years.map((year) => [year, year]));
    this.#options("to", "the last", years.map((year) => [year, year]));
    const pattern = this.form.querySelector(".group");
    for (const [group, { name, values }] of corpus.groups.entries()) {
      if (values.length > 1 && values.length <= MOST_VALUES) {
        const label = pattern.cloneNode(true);
        label.querySelector("span").textContent = name;
        label.querySelector("select").name = `group:${group}`;
        pattern.before(label);
        const named = values.map((value, place) => [place, value || "none given"]);
        this.#options(`group:${group}`, "any", named.toSorted(([, a], [, b]) => a.localeCompare(b)));
      }
    }
    pattern.remove();
  }

  #offerTopics() {
    const { topics, of } = this.view.corpus.levels[this.view.level] ?? { topics: [], of: [] };
    const named = topics.map(({ id, label }, place) => [place, `${id} ${label}`]);
    const loose = of.includes(-1) ? [[-1, "no topic"]] : [];
    this.#options("topic", "any topic", topics.length ? [...named, ...loose] : []);
  }

  /** A second theme can be changed and taken away where a link has asked for one. */
  #offerAnother(also) {
    const themes = also === ANY ? [] : this.view.corpus.themes.map(({ name }, place) => [place, name]);
    this.#options("also", "any other", themes);
  }

  /** Fills a list; one with nothing to choose between is not shown. */
  #options(name, any, entries) {
    const select = this.form.elements.namedItem(name);
    select.replaceChildren(new Option(any, ""), ...entries.map(([value, text]) => new Option(text, value)));
    select.closest("label").hidden = entries.length < 2;
  }

  #listen() {
    const { form } = this;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#search(); });
    form.elements.query.addEventListener("input", () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#search(), TYPING);
    });
    form.addEventListener("change", ({ target }) => {
      if (target.name !== "query") this.#change(target);
    });
    form.querySelector(".clear").addEventListener("click", () => {
      this.#forget();
      this.view.clear();
      form.elements.query.focus();
    });
  }

  #forget() {
    clearTimeout(this.#waiting);
    this.#waiting = null;
  }

  #search() {
    this.#forget();
    const { value } = this.form.elements.query;
    if (value !== this.view.filters.query) this.view.filter({ query: value });
  }

  /** What has been typed and not searched for yet goes with the change. */
  #change({ name, value }) {
    const { filters } = this.view;
    const [, group] = name.match(/^group:(\d+)$/) ?? [];
    const change = group === undefined ? span(filters, name, value) : { groups: { ...filters.groups, [group]: value } };
    const typed = this.#waiting === null ? {} : { query: this.form.elements.query.value };
    this.#forget();
    this.view.filter({ ...typed, ...change });
  }

  #show() {
    const { filters, filtered } = this.view;
    this.#offerAnother(filters.also);
    for (const field of this.form.elements) {
      if (!field.name || (field.name === "query" && this.#waiting !== null)) continue; // being typed
      const [, group] = field.name.match(/^group:(\d+)$/) ?? [];
      const value = group === undefined ? filters[field.name] : (filters.groups[group] ?? ANY);
      if (field.value !== value) this.#fill(field, value);
    }
    this.form.querySelector(".clear").disabled = !filtered;
    this.#tell();
  }

  /** A month that a link asks for is offered among the years. */
  #fill(field, value) {
    const offered = field.tagName !== "SELECT" || Array.from(field.options).some((option) => option.value === value);
    if (!offered) field.add(new Option(value, value));
    field.value = value;
  }

  #tell() {
    const { corpus, found, filtered, read, query, selection } = this.view;
    const what = filtered
      ? `${number.format(found)} of ${count(corpus.size, "document")}`
      : `All ${count(corpus.size, "document")}`;
    const within = selection ? ", within the selection" : "";
    const unread = query.clauses.length && read < 1 ? `; ${Math.floor(100 * read)}% of the texts read` : "";
    const told = this.form.querySelector(".found");
    told.ariaLive = this.form.contains(document.activeElement) ? "polite" : "off"; // one form speaks
    told.textContent = `${what}${within}${unread}`;
    this.hint.update();
  }
}

/** A change to one filter; a span of years that would end before it begins becomes one year. */
function span({ from, to }, name, value) {
  const backwards = (name === "from" && to && value > to) || (name === "to" && from && value && value < from);
  return backwards ? { from: value, to: value } : { [name]: value };
}
