"use strict";
// Document: one document as it is read, with what speaks in it for its themes and its topic.

const MOST_COPIES = 20; // named; a text that occurs a thousand times is no list to read
const MOST_SIMILAR = 5;
const MOST_SHARED = 5; // words named of a similar document

class DocumentView {
  #place = -1;
  #pushed = false;

  /** ``table`` tells in which order documents follow each other. */
  constructor(view, table, address) {
    this.view = view;
    this.table = table;
    this.address = address;
    this.dialog = document.querySelector("#document");
    this.#listen();
    this.#follow();
  }

  /** Shows a document, in front of everything else. */
  open(place) {
    if (!this.view.corpus.ids[place]) return;
    this.#place = place;
    this.#show();
    const { address, view: { corpus: { ids } } } = this;
    if (this.dialog.open) address.name(ids[place]);
    else {
      this.#pushed = address.document === null; // so that going back closes it
      address.name(ids[place], this.#pushed ? "pushState" : "replaceState");
      this.dialog.showModal();
      this.#part("h2").focus();
    }
    this.dialog.scrollTop = 0;
    if (!this.dialog.contains(document.activeElement)) this.#part("h2").focus();
  }

  #listen() {
    this.view.addEventListener("opened", ({ detail }) => this.open(detail));
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-document]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab
      event.preventDefault();
      this.open(Number(link.dataset.document));
    });
    addEventListener("hashchange", () => this.#follow());
    this.dialog.addEventListener("close", () => this.#leave());
    this.#on(".close", () => this.dialog.close());
    this.#on(".previous", () => this.#step(-1));
    this.#on(".next", () => this.#step(1));
    this.#on(".locate", () => {
      this.address.name(null); // going back would scroll away from the map
      this.dialog.close();
      this.view.locate(this.#place);
    });
    this.#on(".copy", ({ target }) => {
      const hash = addressOf(this.view.corpus, this.#place);
      copy(location.href.replace(/#.*|$/s, () => hash), target);
    });
    this.view.reading.addEventListener("read", () => { if (this.dialog.open && this.view.reading.done) this.#similar(); });
    this.#part(".switches").addEventListener("change", () => this.#mark());
  }

  #on(button, act) {
    this.#part(button).addEventListener("click", act);
  }

  #part(selector) {
    return this.dialog.querySelector(selector);
  }

  /** Opens the document that the address names; where it names none, the reader has gone back. */
  #follow() {
    const id = this.address.document;
    if (id === null) this.dialog.close();
    else {
      const place = this.view.corpus.ids.indexOf(id);
      if (place >= 0) this.open(place);
      else this.table.miss(id);
    }
  }

  /** Takes the document out of the address, and out of the way back. */
  #leave() {
    if (this.address.document === null) return;
    if (this.#pushed) history.back();
    else this.address.name(null);
  }

  #step(by) {
    const { order } = this.table;
    const next = order[order.indexOf(this.#place) + by];
    if (order.includes(this.#place) && next !== undefined) this.open(next);
  }

  #show() {
    for (const part of ["h2", ".text"]) spoken(this.#part(part), this.view.corpus, this.#place);
    this.#part("h2").replaceChildren(...breakable(this.view.corpus.titles[this.#place]));
    this.#position();
    this.#part(".facts").replaceChildren(...this.#facts());
    this.#part(".of-topics").replaceChildren(...this.#topics());
    this.#themes();
    this.#similar();
    this.#read();
    this.view.dispatchEvent(new CustomEvent("shown", { detail: this.#place }));
  }

  /** The documents that are most like this one, once all are read. */
  #similar() {
    const { reading, corpus } = this.view;
    reading.begin();
    const found = reading.done ? similarTo(reading.words, this.#place, MOST_SIMILAR) : [];
    this.#part(".of-similar").hidden = !found.length;
    this.#part(".similar").replaceChildren(...found.map(({ place, shared }) => {
      const link = spoken(this.#link(place), corpus, place);
      link.replaceChildren(...breakable(cut(corpus.titles[place], 120)));
      const words = shared.slice(0, MOST_SHARED).map((word) => reading.words.names[word]);
      return element("li", "", link, " ", element("span", "note", bdi(words.join(", "))));
    }));
  }

  #position() {
    const { order } = this.table;
    const at = order.indexOf(this.#place);
    this.#part(".position").textContent = at < 0
      ? "Not among the documents in the table"
      : `${number.format(at + 1)} of ${count(order.length, "document")} in the table`;
    this.#part(".previous").setAttribute("aria-disabled", String(at <= 0));
    this.#part(".next").setAttribute("aria-disabled", String(at < 0 || at === order.length - 1));
  }

  #facts() {
    const { corpus } = this.view;
    const language = corpus.languageOf(this.#place);
    const facts = [
      ["Id", bdi(corpus.ids[this.#place])],
      ...this.#whole(),
      ["Date", corpus.dates[this.#place]],
      ["Language", language && new Intl.DisplayNames("en", { type: "language" }).of(language)],
      ...corpus.groups.map(({ name, values, of }) => [name, values[of[this.#place]]]),
      ...this.#copies(),
    ];
    return facts.filter(([, value]) => value).map(([name, value]) => (
      element("div", "", element("dt", "", bdi(name)), element("dd", "", typeof value === "string" ? bdi(value) : value))
    ));
  }

  /** Which passage of which whole document this is, with the ones before and after it. */
  #whole() {
    const whole = this.view.corpus.wholeOf(this.#place);
    if (!whole || whole.passages.length < 2) return [];
    const { id, title, passages } = whole;
    const at = passages.indexOf(this.#place);
    const beside = [passages[at - 1], passages[at + 1]].filter((place) => place !== undefined);
    const links = beside.flatMap((place) => [" ", this.#link(place)]);
    const name = title ? `${title} (${id})` : id;
    const said = `passage ${number.format(at + 1)} of ${number.format(passages.length)}; beside it`;
    return [["Part of", element("span", "", spoken(bdi(name), this.view.corpus, this.#place), `, ${said}`, ...links)]];
  }

  /** The document that this one is a copy of, or the copies that it has. */
  #copies() {
    const { copies } = this.view.corpus;
    const first = copies[this.#place];
    if (first !== undefined) return [["Copy of", this.#link(first)]];
    const later = Object.keys(copies).map(Number).filter((place) => copies[place] === this.#place);
    if (!later.length) return [];
    const links = later.slice(0, MOST_COPIES).flatMap((place) => [this.#link(place), " "]);
    const more = later.length > MOST_COPIES ? `and ${number.format(later.length - MOST_COPIES)} more` : "";
    return [[later.length === 1 ? "Its copy" : "Its copies", element("span", "", ...links, more)]];
  }

  #link(place) {
    const { corpus } = this.view;
    const link = element("a", "", bdi(corpus.ids[place]));
    link.href = addressOf(corpus, place);
    link.dataset.document = place;
    return link;
  }

  #topics() {
    const { corpus } = this.view;
    const said = corpus.levels.flatMap(({ topics }, level) => {
      const topic = corpus.topicOf(this.#place, level);
      if (!topic) return [];
      const among = corpus.levels.length > 1 ? [element("span", "note", `Of ${count(topics.length, "topic")}: `)] : [];
      return [element("p", "", ...among, topicName(topic), this.#holds(topic)), ...(level === corpus.level ? [this.#strength(), ...this.#second()] : [])];
    });
    return corpus.topicOf(this.#place) ? said : [this.#left(), ...this.#second(), ...said];
  }

  #holds({ holds, stability }) {
    return holds ? `, ${holds} (${stability.toFixed(2)})` : "";
  }

  /** How firmly the document belongs to its topic. */
  #strength() {
    const { voted, strengths } = this.view.corpus;
    const hundredths = strengths[this.#place];
    return element("p", "note", voted
      ? `It is with this topic in ${hundredths}% of the resamples.`
      : `It belongs there with a strength of ${(hundredths / 100).toFixed(2)}, where 1 is the most.`);
  }

  /** Which topic would be next for the document, and how near it comes to be it. */
  #second() {
    const { corpus } = this.view;
    const topic = corpus.secondOf(this.#place);
    if (!topic) return [];
    const hundredths = corpus.secondShares[this.#place];
    const share = corpus.voted
      ? `in ${hundredths}% of the resamples`
      : `with a share of ${(hundredths / 100).toFixed(2)} by distance, where all shares make 1`;
    return [element("p", "note", "Second choice: ", topicName(topic), `, ${share}.`)];
  }

  /** Why the document has no topic, and which would be the nearest. */
  #left() {
    const { corpus } = this.view;
    const said = element("p", "", `No topic: ${corpus.reasonOf(this.#place) || "it fits none"}.`);
    const near = corpus.levels[corpus.level].topics[corpus.nearest[this.#place]];
    if (near) {
      const times = (corpus.distances[this.#place] / 100).toFixed(1);
      said.append(" Nearest is ", topicName(near), `, ${times} times as far from its centre as its own documents are on average.`);
    }
    return said;
  }

  #themes() {
    const { themes } = this.view.corpus;
    const judged = themes.some((theme) => Object.keys(theme.judged).length);
    this.#part(".of-themes").hidden = !themes.length;
    this.#part(".of-themes .judged").hidden = !judged;
    const fitting = themes.toSorted((a, b) => (
      b.has[this.#place] - a.has[this.#place] || b.scores[this.#place] - a.scores[this.#place]
    ));
    this.#part("tbody").replaceChildren(...fitting.map((theme) => this.#fit(theme, judged)));
  }

  #fit(theme, judged) {
    const place = this.#place;
    const evidence = this.view.corpus.evidenceOf(place, theme);
    const said = { 1: "it belongs", [-1]: "it does not" }[theme.judged[place]] ?? "";
    const cells = [
      ["Theme", element("span", "", dot(theme.colour), bdi(theme.name))],
      ["Score", (theme.scores[place] / 100).toFixed(2)],
      ["Needed", theme.threshold.toFixed(2)],
      ["Has it", theme.has[place] ? "yes" : "no"],
      ...(judged ? [["You said", said]] : []),
      ["Words that speak for it", ...(evidence?.words.length ? [bdi(evidence.words.join(", "))] : [])],
    ];
    return element("tr", theme.has[place] ? "has" : "", ...cells.map(([heading, ...content]) => {
      const cell = element("td", "", ...content);
      cell.dataset.heading = heading;
      return cell;
    }));
  }

  /** Fetches the text and offers what can be marked in it. */
  async #read() {
    const { corpus } = this.view;
    const place = this.#place;
    this.#part(".text").replaceChildren();
    this.#part(".switches").hidden = true;
    const text = await corpus.textOf(place);
    if (place !== this.#place) return; // the reader has gone on meanwhile
    this.text = text;
    this.kinds = kindsOf(this.view, place, text);
    this.#part(".switches").replaceChildren(...this.kinds.map((kind, rank) => this.#switch(kind, rank)));
    this.#part(".switches").prepend(element("legend", "", "Marked in the text"));
    this.#part(".switches").hidden = !text || !this.kinds.length;
    this.#mark();
  }

  #switch({ name, note, classes, on, spans }, rank) {
    const box = element("input", "");
    Object.assign(box, { type: "checkbox", checked: on && spans.length > 0, value: rank, disabled: !spans.length });
    const sample = element("span", classes, bdi(name));
    return element("label", "", box, " ", sample, note ? element("span", "note", note) : "");
  }

  #mark() {
    const boxes = this.#part(".switches").querySelectorAll("input:checked");
    const spans = Array.from(boxes, ({ value }) => this.kinds[value]).flatMap((kind) => (
      kind.spans.map((span) => ({ ...span, kind }))
    ));
    const shown = new DocumentFragment(); // one by one: a call takes no 100,000 arguments
    for (const piece of piecesOf(this.text, spans)) shown.append(...shownPiece(piece));
    this.#part(".text").replaceChildren(shown);
  }
}
