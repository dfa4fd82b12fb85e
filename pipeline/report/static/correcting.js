// Correcting: buttons where the reader sees what is wrong, and a form for what has to be named.

const MOST_OF_OWN_TOPIC = 2000; // documents of a topic of the reader's own: ids are written out
const LONGEST_GIVEN_NAME = 80; // characters, of a topic or a theme
const THEME_EXAMPLES = 3; // of a theme that is copied

class Correcting {
  constructor(view, corrections) {
    this.view = view;
    this.corrections = corrections;
    this.form = new CorrectionForm();
    this.cards = new Map();
    for (const topic of view.corpus.levels[view.corpus.level]?.topics ?? []) this.#offer(topic);
    this.#offerSelection();
    corrections.addEventListener("changed", () => this.#tell());
    this.#tell();
  }

  /** Puts buttons on the card of a topic. */
  #offer(topic) {
    const card = document.getElementById(`topic-${topic.id}`);
    if (!card) return;
    const said = element("p", "said");
    said.role = "status";
    const hide = correctionButton("Hide", () => this.corrections.hide(topic.id, !this.corrections.of(topic.id).hide));
    const buttons = element("div", "correct-buttons",
      correctionButton("Rename", () => this.#rename(topic)),
      correctionButton("Merge into another", () => this.#merge(topic)),
      hide,
      correctionButton("Copy as theme", () => this.#copy(topic.label, topic.words, this.#typical(topic))));
    Object.assign(buttons, { role: "group", ariaLabel: `Correct topic ${topic.id}` });
    card.append(element("div", "correct", buttons, said));
    this.cards.set(topic, { said, hide });
  }

  /** Says on every card what was said of its topic. */
  #tell() {
    const name = (id) => `“${this.#name(id)}”`;
    for (const [{ id }, { said, hide }] of this.cards) {
      const entry = this.corrections.of(id);
      const words = correctionInWords(entry, name);
      said.replaceChildren(...(words ? ["You: ", bdi(words), ". The next run will show it."] : []));
      hide.ariaPressed = String(Boolean(entry.hide));
    }
  }

  #offerSelection() {
    const { view } = this;
    const split = correctionButton("New topic of these", () => this.#split());
    const copy = correctionButton("New theme of these", () => (
      this.#copy("", view.query.sought.map(({ words }) => words.join(" ")), this.#middle(view.documents))
    ));
    document.querySelector(".selection .actions").append(element("span", "correct-selection", split, copy));
    const update = () => {
      const { filtered, found } = view;
      split.disabled = !filtered || found === 0 || found > MOST_OF_OWN_TOPIC;
      copy.disabled = !filtered || found === 0;
      split.title = found > MOST_OF_OWN_TOPIC && filtered ? `Of ${number.format(MOST_OF_OWN_TOPIC)} documents at most` : "";
    };
    view.addEventListener("filtered", update);
    update();
  }

  #name(id) {
    const own = this.corrections.said.own.find(({ topic }) => topic === id);
    return own ? own.name : this.corrections.of(id).name ?? topicLabel(this.view.corpus, id);
  }

  async #rename(topic) {
    const answer = await this.form.ask(`Rename topic ${topic.id}`, `It is called “${topic.label}”.`, [
      { name: "name", label: "New name", value: this.corrections.of(topic.id).name ?? topic.label, most: LONGEST_GIVEN_NAME },
    ]);
    if (!answer) return;
    if (answer.name !== topic.label) this.corrections.rename(topic.id, answer.name);
    else if (this.corrections.of(topic.id).name) this.corrections.rename(topic.id, "");
  }

  async #merge(topic) {
    const { corpus } = this.view;
    const gone = new Set(Object.entries(this.corrections.said.topics).flatMap(([id, entry]) => (
      entry.merge_into !== undefined || entry.hide ? [Number(id)] : [])));
    const others = corpus.levels[corpus.level].topics.filter(({ id }) => id !== topic.id && !gone.has(id));
    const own = this.corrections.said.own.map(({ topic: id, name }) => ({ id, label: name }));
    const options = [...others, ...own].map(({ id, label }) => [String(id), `${id} ${this.#name(id) || label}`]);
    const answer = await this.form.ask(`Merge topic ${topic.id}`, `The documents of “${topic.label}” are to count as those of another topic.`, [
      { name: "into", label: "Merge into", options },
    ]);
    if (answer) this.corrections.merge(topic.id, Number(answer.into));
  }

  async #split() {
    const places = this.view.documents;
    const answer = await this.form.ask("New topic", `A topic of these ${count(places.length, "document")}, whatever a run finds.`, [
      { name: "name", label: "Name", value: "", most: LONGEST_GIVEN_NAME },
    ]);
    if (answer) this.corrections.split(answer.name, places);
  }

  async #copy(name, words, examples) {
    const { corpus } = this.view;
    const themes = [...corpus.themes, ...this.corrections.said.themes];
    const taken = new Set(themes.map((theme) => theme.name.trim().toLowerCase()));
    const titles = examples.map((place) => `“${cut(corpus.titles[place], 60)}”`).join(", ");
    const answer = await this.form.ask("New theme", examples.length ? `Its examples: ${titles}.` : "", [
      { name: "name", label: "Name", value: cut(name, LONGEST_GIVEN_NAME - 1), most: LONGEST_GIVEN_NAME,
        wrong: (value) => (taken.has(value.toLowerCase()) ? "There is a theme of this name; choose another" : "") },
      { name: "keywords", label: "Keywords, with commas between them", value: words.join(", "), optional: true },
    ]);
    if (!answer) return;
    const keywords = [...new Set(answer.keywords.split(",").map((word) => word.trim()).filter(Boolean))];
    const ids = examples.map((place) => this.corrections.idOf(place));
    this.corrections.addTheme({ name: answer.name, ...(keywords.length && { keywords }), ...(ids.length && { examples: [...new Set(ids)] }) });
  }

  /** The documents that are most firmly in a topic. */
  #typical({ id }) {
    const { corpus } = this.view;
    const { topics, of } = corpus.levels[corpus.level];
    const inside = this.#originals([...of.keys()].filter((place) => topics[of[place]]?.id === id));
    return inside.toSorted((a, b) => corpus.strengths[b] - corpus.strengths[a] || a - b).slice(0, THEME_EXAMPLES);
  }

  /** The documents nearest to the middle of some on the map. */
  #middle(places) {
    const { x, y } = this.view.corpus;
    const mean = (values) => places.reduce((sum, place) => sum + values[place], 0) / places.length;
    const [atX, atY] = [mean(x), mean(y)];
    const far = (place) => (x[place] - atX) ** 2 + (y[place] - atY) ** 2;
    return this.#originals(places).toSorted((a, b) => far(a) - far(b) || a - b).slice(0, THEME_EXAMPLES);
  }

  #originals(places) {
    return places.filter((place) => this.view.corpus.copies[place] === undefined);
  }
}

function correctionButton(text, act) {
  const button = element("button", "action", text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

class CorrectionForm {
  #answer = null;

  constructor() {
    this.dialog = document.querySelector("#correct");
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#wrong()) this.#close(this.#values());
    });
    this.dialog.querySelector(".cancel").addEventListener("click", () => this.#close(null));
    this.dialog.addEventListener("close", () => this.#close(null));
  }

  /** Asks for some fields; the values by name, or null where the reader thinks better of it. */
  ask(heading, told, fields) {
    this.dialog.querySelector("h2").textContent = heading;
    this.dialog.querySelector(".told-of").replaceChildren(bdi(told));
    this.fields = fields;
    this.dialog.querySelector(".fields").replaceChildren(...fields.map((field) => this.#field(field)));
    this.dialog.querySelector(".wrong").textContent = "";
    this.dialog.showModal();
    this.form.elements.namedItem(fields[0].name).focus();
    return new Promise((resolve) => { this.#answer = resolve; });
  }

  #field({ name, label, value, options, most }) {
    const input = element(options ? "select" : "input", "");
    if (options) input.append(...options.map(([key, text]) => new Option(text, key)));
    else Object.assign(input, { type: "text", value, autocomplete: "off", ...(most && { maxLength: most }) });
    input.name = name;
    return element("label", "", element("span", "", label), input);
  }

  #values() {
    const entries = this.fields.map(({ name }) => [name, oneLine(this.form.elements.namedItem(name).value)]);
    return Object.fromEntries(entries);
  }

  /** Says what is wrong with what was typed, and whether anything is. */
  #wrong() {
    const values = this.#values();
    const found = this.fields.map(({ name, optional, wrong }) => (
      values[name] === "" && !optional ? "Give it a name" : wrong?.(values[name]) ?? ""
    ));
    const message = found.find(Boolean) ?? "";
    this.dialog.querySelector(".wrong").textContent = message;
    if (message) this.form.elements.namedItem(this.fields[found.indexOf(message)].name).focus();
    return message !== "";
  }

  #close(values) {
    const answer = this.#answer;
    this.#answer = null;
    if (this.dialog.open) this.dialog.close();
    answer?.(values);
  }
}
