// Tray: all that the reader has said so far, with a way back, to be saved as one file.

class CorrectionTray {
  constructor(corrections) {
    this.corrections = corrections;
    this.place = document.querySelector("#corrections");
    this.#on(".undo", () => corrections.undo());
    this.#on(".save", () => saveCorrections(corrections));
    this.#part("ul").addEventListener("click", ({ target }) => this.#remove(target.closest("button")));
    corrections.addEventListener("changed", () => this.#show());
    this.#show();
  }

  #part(selector) { return this.place.querySelector(selector); }

  #on(button, act) {
    this.#part(button).addEventListener("click", act);
  }

  #show() {
    const { corrections } = this;
    const { size, canUndo, isKept, isSaved } = corrections;
    if (size > 0 || canUndo) this.place.hidden = false; // and stays: the focus may be in it
    this.#part("summary").textContent = count(size, "correction");
    this.#part(".undo").setAttribute("aria-disabled", String(!canUndo));
    this.#part(".save").setAttribute("aria-disabled", String(size === 0));
    const where = isKept ? "Kept in this browser" : "This browser keeps nothing of this page: save before you close it";
    this.#part(".state").textContent = size === 0 ? "Nothing is corrected."
      : `${where}${isSaved ? "; saved." : isKept ? ", not saved as a file yet." : "."}`;
    this.#part(".state").classList.toggle("unkept", !isKept && size > 0);
    const entries = entriesOf(corrections);
    this.#part("ul").replaceChildren(...entries.map((entry) => this.#entry(entry)));
  }

  #entry({ list, key, said }) {
    const button = element("button", "remove", "Remove");
    Object.assign(button, { type: "button", ariaLabel: `Remove: ${said}` });
    Object.assign(button.dataset, { list, key });
    return element("li", "", element("span", "", bdi(said)), button);
  }

  #remove(button) {
    if (!button) return;
    const { list, key } = button.dataset;
    const rank = [...this.#part("ul").children].indexOf(button.parentElement);
    this.corrections.remove(list, list === "own" ? Number(key) : key);
    const left = this.#part("ul").querySelectorAll("button");
    (left[Math.min(rank, left.length - 1)] ?? this.#part("summary")).focus();
  }
}

/** Each thing that was said, in words, and where it stands among the corrections. */
function entriesOf({ corpus, said }) {
  const name = (topic) => {
    const own = said.own.find((each) => each.topic === topic);
    return `“${own ? own.name : topicLabel(corpus, topic)}”`;
  };
  return [
    ...Object.entries(said.topics).map(([topic, entry]) => (
      { list: "topics", key: topic, said: `Topic ${topic} ${name(Number(topic))}: ${correctionInWords(entry, name)}` }
    )),
    ...said.own.map(({ topic, name: called, documents }) => (
      { list: "own", key: topic, said: `New topic “${called}” of ${count(documents.length, "document")}` }
    )),
    ...said.themes.map(({ name: called }) => ({ list: "themes", key: called, said: `New theme “${called}”` })),
    ...Object.entries(said.judgements).map(([about, belongs]) => {
      const [theme, id] = JSON.parse(about);
      const title = cut(corpus.titles[corpus.ids.indexOf(id)] ?? id, 60);
      return { list: "judgements", key: about, said: `“${title}” ${belongs ? "belongs" : "does not belong"} to ${theme}` };
    }),
  ];
}

/** What was said of a topic: "called “Splatting”, hidden". */
function correctionInWords(entry, name) {
  return [
    entry.name && `called “${entry.name}”`,
    entry.merge_into !== undefined && `merged into topic ${entry.merge_into} ${name(entry.merge_into)}`,
    entry.hide && "hidden",
  ].filter(Boolean).join(", ");
}
