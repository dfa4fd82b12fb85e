// Navigation: which section the reader is in, marked among the links to all of them.

const BELOW_BAR = 0.3; // of the window from its top: the section that is there is the one read

class Navigation {
  #waiting = false;

  constructor(nav) {
    this.nav = nav;
    this.links = [...nav.querySelectorAll("a")];
    this.sections = this.links.map((link) => document.getElementById(link.hash.slice(1)));
    addEventListener("scroll", () => this.#soon(), { passive: true });
    addEventListener("resize", () => this.#soon());
    this.#mark();
  }

  #soon() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => { this.#waiting = false; this.#mark(); });
  }

  #mark() {
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const reached = (section) => section.getBoundingClientRect().top <= BELOW_BAR * innerHeight;
    const here = end && scrollY > 0 ? this.links.length - 1 : Math.max(0, this.sections.findLastIndex(reached));
    const link = this.links[here];
    if (!link || link.ariaCurrent === "true") return;
    for (const each of this.links) each.ariaCurrent = each === link ? "true" : null;
    this.#show(link);
  }

  /** Brings a link into view where the bar is too narrow for all. */
  #show({ offsetLeft, offsetWidth }) {
    const bar = this.nav.firstElementChild;
    const { scrollLeft, clientWidth } = bar;
    const [left, right] = [offsetLeft - bar.offsetLeft, offsetLeft - bar.offsetLeft + offsetWidth];
    if (left < scrollLeft || right > scrollLeft + clientWidth) bar.scrollLeft = left - (clientWidth - offsetWidth) / 2;
  }
}
