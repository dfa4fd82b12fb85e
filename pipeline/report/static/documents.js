"use strict";
// Documents: the whole table, of which the page that is open stands in the document.

const LONGEST_CELL = 200; // characters, in the table; the document's own view shows all
const AROUND = 90; // characters of a text on either side of what was searched for

/** The address of a document in this page, by the id that its reader knows. */
function addressOf(corpus, place) {
  return `#document-${encodeURIComponent(corpus.ids[place])}`;
}

/** A topic as the table and a document's own view name it. */
function topicName(topic) {
  const id = element("span", "id", dot(topic.colour), String(topic.id));
  return element("span", "topic-name", id, " ", bdi(topic.label));
}

function dot(colour) {
  const made = element("i", `dot by-topic-${colour}`);
  made.ariaHidden = "true";
  return made;
}

/** Words of the user or the data, which may run from right to left. */
function bdi(text) {
  return element("bdi", "", ...breakable(text));
}

/** A text of at most so many characters. */
function cut(text, most) {
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : text;
}

/** The themes of a document, the best fitting first. */
function bestThemes(corpus, place) {
  return corpus.themesOf(place).toSorted((a, b) => b.scores[place] - a.scores[place]);
}

/** The columns of the table: what heads them, what they are sorted by and what they show. */
function columnsOf(view) {
  const { corpus } = view;
  const keys = new Map(corpus.themes.map((theme) => [theme, natural(theme.name)]));
  const strength = (place) => (corpus.strengths[place] / 100).toFixed(2);
  const isDefault = () => view.level === corpus.level;
  return [
    { name: "title", heading: "Title", key: (place) => natural(corpus.titles[place]) },
    { name: "topic", heading: "Topic", shown: () => corpus.levels[view.level]?.topics.length > 0,
      key: (place) => corpus.topicOf(place, view.level)?.id ?? null,
      show: (place) => {
        const topic = corpus.topicOf(place, view.level);
        return [topic ? topicName(topic) : element("span", "missing", "no topic")];
      } },
    { name: "themes", heading: "Themes", shown: () => corpus.themes.length > 0,
      key: (place) => bestThemes(corpus, place).map((theme) => keys.get(theme)).join("\n"),
      show: (place) => bestThemes(corpus, place).flatMap(({ name }, rank) => (rank ? [", ", bdi(name)] : [bdi(name)])) },
    { name: "date", heading: "Date", shown: () => corpus.dates.some(Boolean),
      key: (place) => corpus.dates[place], show: (place) => [corpus.dates[place].slice(0, 10)] },
    ...corpus.groups.map(({ name, values, of }, group) => {
      const ranked = values.map(natural);
      return { name: `group:${group}`, heading: name, key: (place) => ranked[of[place]],
        show: (place) => [bdi(cut(values[of[place]], LONGEST_CELL))] };
    }),
    { name: "strength", heading: "Strength", numeric: true, falling: true,
      shown: () => isDefault() && corpus.levels[corpus.level].topics.length > 0,
      key: (place) => (corpus.topicOf(place) ? corpus.strengths[place] : null),
      show: (place) => [corpus.topicOf(place) ? strength(place) : ""] },
    { name: "id-of", heading: "Id", key: (place) => natural(corpus.ids[place]),
      show: (place) => [element("bdi", "id", cut(corpus.ids[place], LONGEST_CELL))] },
  ];
}

class DocumentTable {
  #ranks = new Map();
  #sorting = null;
  #falling = false;
  #first = 0;
  #size = 25;

  constructor(view, place) {
    this.view = view;
    this.columns = columnsOf(view);
    /** The places of the documents, in the order of the table. */
    this.order = Int32Array.from(view.documents);
    place.replaceChildren(document.querySelector("#documents-template").content.cloneNode(true));
    this.place = place;
    this.pager = new Pager(place.querySelectorAll(".pager"), (page) => this.#open(page * this.#size));
    this.#listen();
    this.#head();
    this.#sort();
  }

  get #shown() {
    return this.columns.filter(({ shown }) => !shown || shown());
  }

  #listen() {
    this.view.addEventListener("filtered", () => this.#sort());
    this.view.addEventListener("missed", ({ detail }) => this.#complain(detail));
    this.view.addEventListener("coloured", () => { this.#head(); this.#rows(); });
    this.place.querySelector("thead").addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#press(button.value);
    });
    this.place.querySelector("select").addEventListener("change", ({ target }) => {
      this.#size = Number(target.value);
      this.#open(this.#first - (this.#first % this.#size));
    });
    this.place.querySelector(".download").addEventListener("click", () => {
      save(csvOf(this.view.corpus, Array.from(this.order)), "documents.csv");
    });
  }

  #head() {
    const heads = this.#shown.map(({ name, heading, numeric }) => {
      const button = element("button", "", bdi(heading));
      Object.assign(button, { type: "button", value: name, title: heading });
      const head = element("th", numeric ? "number" : "", button);
      Object.assign(head, { scope: "col", role: "columnheader" });
      if (name === this.#sorting) head.ariaSort = this.#falling ? "descending" : "ascending";
      return head;
    });
    this.place.querySelector("thead tr").replaceChildren(...heads);
  }

  #press(name) {
    const column = this.columns.find((each) => each.name === name);
    this.#falling = name === this.#sorting ? !this.#falling : Boolean(column.falling);
    this.#sorting = name;
    for (const button of this.place.querySelectorAll("thead button")) {
      button.parentElement.ariaSort = button.value !== name ? null
        : this.#falling ? "descending" : "ascending";
    }
    this.#sort();
  }

  #sort() {
    const { documents } = this.view;
    this.order = this.#sorting === null ? Int32Array.from(documents)
      : sortedBy(this.#ranksBy(this.#sorting), documents, this.#falling);
    this.#open(0);
  }

  #ranksBy(name) {
    const said = name === "topic" ? `topic at ${this.view.level}` : name;
    if (!this.#ranks.has(said)) {
      const { key } = this.columns.find((each) => each.name === name);
      this.#ranks.set(said, ranksOf(Array.from(this.view.shown.keys(), key)));
    }
    return this.#ranks.get(said);
  }

  #open(first) {
    this.#first = first;
    this.#rows();
    const { order, place } = this;
    const last = Math.min(first + this.#size, order.length);
    const column = this.columns.find(({ name }) => name === this.#sorting);
    const by = column ? `, by ${column.heading.toLowerCase()}` : "";
    place.querySelector(".range").textContent = order.length === 0
      ? "No document passes these filters."
      : `${number.format(first + 1)} to ${number.format(last)} of ${count(order.length, "document")}${by}`;
    place.querySelector(".scroll").hidden = order.length === 0;
    const download = place.querySelector(".download");
    download.hidden = order.length === 0;
    download.textContent = `Download ${this.view.filtered ? "these" : "all"} ${count(order.length, "document")} as CSV`;
    this.pager.show(Math.floor(first / this.#size), Math.max(1, Math.ceil(order.length / this.#size)));
  }

  /** Tells that there is no document of an id. */
  miss(id) {
    this.#complain(`No document here has the id “${id}”.`);
  }

  #complain(words) {
    const line = this.place.querySelector(".missed");
    line.textContent = words;
    line.hidden = !words;
    if (words) line.scrollIntoView({ block: "center" });
  }

  #rows() {
    const places = Array.from(this.order.subarray(this.#first, this.#first + this.#size));
    this.place.querySelector("tbody").replaceChildren(...places.map((place) => this.#row(place)));
  }

  #row(place) {
    const row = element("tr", "", ...this.#shown.map((column) => this.#cell(column, place)));
    row.id = addressOf(this.view.corpus, place).slice(1);
    row.role = "row";
    return row;
  }

  #cell({ name, heading, numeric, show }, place) {
    const cell = element("td", numeric ? "number" : name, ...(show ? show(place) : this.#title(place)));
    cell.role = "cell";
    cell.dataset.heading = heading;
    return cell;
  }

  #title(place) {
    const { corpus, query: { sought } } = this.view;
    const link = spoken(element("a", "", ...marked(cut(corpus.titles[place], LONGEST_CELL), sought)), corpus, place);
    link.href = addressOf(corpus, place);
    link.dataset.document = place;
    const head = this.view.reading.headOf(place);
    const missing = sought.filter((term) => !stands(term, head));
    if (!missing.length) return [link];
    const snippet = spoken(element("p", "snippet"), corpus, place);
    this.#quote(snippet, place, missing);
    return [link, snippet];
  }

  /** Shows the text around the first of the terms that is in it. */
  async #quote(snippet, place, terms) {
    const text = await this.view.corpus.textOf(place);
    const start = spansOfTerms(text, terms).reduce((least, span) => Math.min(least, span.start), text.length);
    if (start === text.length) return;
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, start - AROUND)) + 1, start - 2 * AROUND);
    const after = text.indexOf(" ", start + AROUND);
    const to = after < 0 || after > start + 2 * AROUND ? start + 2 * AROUND : after;
    const part = text.slice(from, to);
    snippet.append(from ? "… " : "", ...marked(part, terms), to < text.length ? " …" : "");
  }
}
