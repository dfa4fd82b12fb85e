"use strict";
// Pager: the buttons that turn the pages of a table, above it and again below it.

class Pager {
  /** Fills each of ``bars``; ``turn(page)`` is called when the reader wants another page. */
  constructor(bars, turn) {
    this.bars = bars;
    this.turn = turn;
    this.page = 0;
    this.pages = 1;
    for (const bar of bars) {
      bar.append(document.querySelector("#pager-template").content.cloneNode(true));
      bar.addEventListener("click", ({ target }) => this.#press(target.closest("button")));
      bar.querySelector("input").addEventListener("change", ({ target }) => this.#jump(target));
    }
  }

  /** Shows that this page of so many is open. */
  show(page, pages) {
    this.page = page;
    this.pages = pages;
    for (const bar of this.bars) {
      bar.hidden = pages < 2;
      bar.querySelector("input").value = page + 1;
      bar.querySelector("input").max = pages;
      bar.querySelector(".pages").textContent = `of ${number.format(pages)}`;
      for (const button of bar.querySelectorAll("button")) {
        // A button that is disabled would lose the focus when it leads to the last page.
        button.setAttribute("aria-disabled", String(this.#target(button) === page));
      }
    }
  }

  #target({ value }) {
    const wanted = { first: 0, previous: this.page - 1, next: this.page + 1, last: this.pages - 1 };
    return Math.max(0, Math.min(wanted[value], this.pages - 1));
  }

  #press(button) {
    if (!button || this.#target(button) === this.page) return;
    this.#go(this.#target(button), `button[value="${button.value}"]`);
  }

  #jump(input) {
    const wanted = Math.round(Number(input.value)) || 1;
    this.#go(Math.max(0, Math.min(wanted, this.pages) - 1), "input");
  }

  /** Turns the page; from below the table the reader is taken to its beginning. */
  #go(page, control) {
    const [above] = this.bars;
    const below = !above.contains(document.activeElement);
    this.turn(page);
    if (!below) return;
    above.scrollIntoView({ behavior: "instant" });
    above.querySelector(control).focus({ preventScroll: true });
  }
}
