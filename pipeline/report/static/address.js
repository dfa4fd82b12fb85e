"use strict";
// Address: what the reader sees, in the page's address and back. `#view?` and conditions name a
// view, `#document-<id>` a document; a place of the page (`#themes`) leaves the view as it is.
// Each step back or forward keeps its view with it, and so does loading the page anew.

const VIEW = "#view?";
const HASH = /^#document-(.+)$/s;

/** An address, or a part of it, as it was before it was written there. */
function plainly(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by hand, with a % that stands for itself
  }
}

class Address {
  #reading = false;
  #typed = false;

  constructor(view) {
    this.view = view;
    this.conditions = new Conditions(view);
    for (const link of document.querySelectorAll("a[data-view]")) link.href = VIEW + link.dataset.view;
  }

  /** Shows what the address names, and keeps to it from now on. */
  begin() {
    const { view } = this;
    const came = history.state === null && location.hash.startsWith(VIEW);
    this.#read(history.state?.view ?? this.#viewOf(location.hash) ?? "");
    for (const event of ["filtered", "coloured", "looked"]) {
      view.addEventListener(event, () => this.#write());
    }
    addEventListener("hashchange", () => this.#arrive());
    addEventListener("popstate", () => this.#arrive());
    document.addEventListener("click", (event) => this.#press(event));
    if (came) this.#welcome();
  }

  /** The id of the document that the address names; null for none. */
  get document() {
    const [, id] = location.hash.match(HASH) ?? [];
    if (id !== undefined) return plainly(id);
    return location.hash.startsWith(VIEW) ? new URLSearchParams(location.hash.slice(VIEW.length)).get("document") : null;
  }

  /** Names a document, or none (null), beside the view. */
  name(id, how = "replaceState") {
    this.#readdress(this.conditions.told, id, how);
  }

  /** The whole address of this view. */
  get link() {
    return location.href.replace(/#.*|$/s, () => hashOf(this.conditions.told, null));
  }

  /** The conditions in a hash; null where it names no view. */
  #viewOf(hash) {
    if (hash.startsWith(VIEW)) {
      const given = new URLSearchParams(hash.slice(VIEW.length));
      given.delete("document");
      return String(given);
    }
    return hash === "" ? "" : null;
  }

  /** The reader has come here: by a link, by typing, or back. */
  #arrive() {
    const came = history.state === null && location.hash.startsWith(VIEW);
    const told = history.state?.view ?? this.#viewOf(location.hash);
    if (told !== null && told !== this.conditions.told) this.#read(told);
    else this.#keep(this.conditions.told, "replaceState", location.hash);
    if (came) this.#welcome();
  }

  /** A part of a picture leads on as a link does; and a link to where one is already leads there, too. */
  #press({ target, ctrlKey, metaKey, shiftKey }) {
    const door = target.closest?.("[data-view]");
    if (!door || ctrlKey || metaKey || shiftKey) return;
    const hash = VIEW + door.dataset.view;
    if (hash === location.hash) this.#welcome();
    else if (door.localName !== "a") location.hash = hash;
  }

  /** Shows what a link has led to, unless that is a document. */
  #welcome() {
    if (this.document === null) this.view.dispatchEvent(new Event("arrived"));
  }

  #read(told) {
    this.#typed = false;
    this.#reading = true;
    this.view.miss("");
    this.conditions.apply(told);
    this.#reading = false;
    this.#keep(this.conditions.told, "replaceState", location.hash);
  }

  /** Typing on, and moving the map, are no steps to go back by. */
  #write() {
    if (this.#reading) return;
    const { told } = this.conditions;
    const before = history.state?.view ?? "";
    if (told === before) return;
    this.view.miss("");
    const changed = differing(before, told);
    const typed = changed.length === 1 && changed[0] === "search";
    const stays = changed.every((name) => name === "at") || (typed && this.#typed);
    this.#typed = typed || (stays && this.#typed);
    this.#readdress(told, this.document, stays ? "replaceState" : "pushState");
  }

  #readdress(told, id, how) {
    this.#keep(told, how, hashOf(told, id));
  }

  /** Changes the address without leaving the page; a page inside another may not do so. */
  #keep(told, how, hash) {
    try {
      history[how]({ view: told }, "", location.href.replace(/#.*|$/s, () => hash));
    } catch { /* the address stays as it is */ }
  }
}

function hashOf(told, id) {
  const name = id === null ? "" : encodeURIComponent(id);
  if (told === "") return id === null ? "" : `#document-${name}`;
  return `${VIEW}${told}${id === null ? "" : `&document=${name}`}`;
}

/** The names of conditions that two views do not share. */
function differing(one, other) {
  const [before, after] = [new URLSearchParams(one), new URLSearchParams(other)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.getAll(name).join("\n") !== after.getAll(name).join("\n"));
}
