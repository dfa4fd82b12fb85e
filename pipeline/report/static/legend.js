// Legend: what the marks of the map mean, how many there are, and a way to see one kind alone.

class Legend {
  /** `place` is a list, `note` a paragraph for what has to be said beside it. */
  constructor(place, note, view) {
    this.place = place;
    this.note = note;
    this.view = view;
  }

  /** Lists other kinds of marks. */
  show(marks) {
    this.marks = marks;
    this.all = this.#sizes(() => true);
    this.note.textContent = marks.note;
    this.note.hidden = marks.note === "";
    this.entries = [...marks.kinds.entries()].filter(([kind]) => this.all[kind] > 0 || kind !== marks.none);
    this.place.replaceChildren(...this.entries.map(([, kind]) => this.#entry(kind)));
    this.update();
  }

  /** Counts anew what is shown, and marks what is filtered by. */
  update() {
    const { filtered, shown } = this.view;
    const sizes = filtered ? this.#sizes((place) => shown[place] === 1) : this.all;
    this.sizes = sizes;
    for (const [rank, [kind, { filter }]] of this.entries.entries()) {
      const entry = this.place.children[rank].firstElementChild;
      const all = number.format(this.all[kind]);
      entry.querySelector(".size").textContent = filtered ? `${number.format(sizes[kind])} of ${all}` : all;
      entry.classList.toggle("absent", sizes[kind] === 0);
      if (filter) entry.setAttribute("aria-pressed", String(this.#chosen(filter)));
    }
  }

  #entry({ id, name, colour, shape, filter }) {
    const item = document.createElement("li");
    const entry = item.appendChild(document.createElement(filter ? "button" : "div"));
    entry.append(glyph(shape, colour), ...(id === undefined ? [] : [part("id", id)]), part("name", name), part("size", ""));
    if (filter) {
      entry.type = "button";
      entry.addEventListener("click", () => this.#toggle(filter));
    }
    return item;
  }

  /** How many documents that pass have each kind; a document counts under all its themes. */
  #sizes(passes) {
    const { of, kinds } = this.marks;
    const sizes = kinds.map(() => 0);
    for (let place = 0; place < of.length; place += 1) if (passes(place)) sizes[of[place]] += 1;
    for (const [kind, { has }] of kinds.entries()) {
      if (has) sizes[kind] = has.reduce((sum, one, place) => sum + (one && passes(place) ? 1 : 0), 0);
    }
    return sizes;
  }

  /** Keeps to a kind, or no longer if that is so already. */
  #toggle(filter) {
    const wanted = (values) => (this.#chosen(filter) ? emptied(values) : values);
    const { groups } = this.view.filters;
    this.view.filter(filter.groups ? { groups: { ...groups, ...wanted(filter.groups) } } : wanted(filter));
  }

  #chosen({ groups, ...single }) {
    const { filters } = this.view;
    return Object.entries(single).every(([name, value]) => filters[name] === value)
      && Object.entries(groups ?? {}).every(([group, value]) => filters.groups[group] === value);
  }
}

function emptied(values) {
  return Object.fromEntries(Object.keys(values).map((name) => [name, ANY]));
}

/** The mark of a kind as a small picture. */
function glyph(shape, colour) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  picture.setAttribute("class", "glyph");
  picture.setAttribute("aria-hidden", "true");
  const path = picture.appendChild(document.createElementNS(picture.namespaceURI, "path"));
  path.setAttribute("d", OUTLINES[shape]);
  picture.style.fill = colour;
  return picture;
}

function part(name, text) {
  const made = element("span", name, text);
  made.dir = "auto";
  return made;
}
