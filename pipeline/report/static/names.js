// Names: what is written over the map, beside the densest place of what it names. It changes as
// one comes nearer: coarse topics, those of the level chosen, the finest, titles of typical
// documents. The largest chooses first; where a name has no room, its number stands or nothing.

const NARROW = 560; // pixels; a narrower map shows as much of it at half the names
const BROADEST = 176; // pixels of a line
const FARTHEST = 108; // pixels from what is named; beyond, one would not see what is meant
const BESIDE = 30; // pixels within which a number or a title stands
const COARSE = 1.35; // times the whole map up to which coarse topics are named
const FINE = 2.5; // from which on the finest topics are named
const TITLED = 5.5; // and typical documents
const MOST_TITLES = 80; // of which one tries whether there is room

class Names {
  #written = new Map();
  #measure = document.createElement("canvas").getContext("2d");

  /** `layer` holds the names, `lines` is the path of the lines that lead to them. */
  constructor(layer, lines, corpus) {
    this.layer = layer;
    this.lines = lines;
    this.corpus = corpus;
  }

  /** Writes the names anew; gives how many topics in view have a number or nothing instead.
   * Points have a radius, and are kept free where that is easy; the box `kept` is always kept free. */
  write(camera, view, coloured, radius, kept) {
    const { level, coarse, titled, numbered } = tierOf(this.corpus, view, camera);
    const found = anchorsOf(this.corpus, view, level, camera, radius);
    const taken = { boxes: [kept], lines: [] };
    this.#written.clear();
    const named = numbered ? 0 : this.#place(found, level, "", taken, camera, view.level);
    if (titled) this.#titles(found, taken, camera, view.level);
    if (coarse >= 0) this.#place(anchorsOf(this.corpus, view, coarse, camera, radius), coarse, "coarse", taken, camera, coarse);
    if (!titled && (coarse < 0 || !numbered)) this.#numbers(found, level, taken, camera, view.level);
    this.#show(coloured);
    this.follow(camera);
    return numbered ? 0 : found.wanted.length - named;
  }

  /** What is written, to be drawn elsewhere: the lines of each, its box, leader, look and colour. */
  get written() { return [...this.#written.values()]; }

  /** Keeps the names beside what they name while the map moves. */
  follow(camera) {
    const lines = [];
    for (const { element, unitX, unitY, across, down, width, height } of this.#written.values()) {
      const [x, y] = [camera.x(unitX), camera.y(unitY)];
      const [left, top] = [x + across - width / 2, y + down - height / 2];
      element.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
      const line = leader(x, y, { left, top, right: left + width, bottom: top + height });
      if (line && !element.classList.contains("coarse")) lines.push(`M${line[0]} ${line[1]}L${line[2]} ${line[3]}`);
    }
    this.lines.setAttribute("d", lines.join(""));
  }

  /** Names topics of a level, as many as there is room for, in colours of `shades`, a level; gives how many. */
  #place({ wanted, cover }, level, look, taken, camera, shades) {
    this.#set(look);
    const told = new Set(this.written.map(({ label }) => label)); // a topic may be one and the same on two levels
    const most = Math.min(look ? 1.5 * BROADEST : BROADEST, camera.width * 0.4);
    let named = 0;
    for (const each of wanted) {
      const { label } = this.corpus.levels[level].topics[each.topic];
      const colour = this.#colour(each.place, shades);
      if (told.has(label)) continue;
      const lines = folds(label, (text) => this.#width(text), most);
      named += this.#put(`${level} ${each.topic}`, { ...each, label, lines, look, colour }, taken, camera, cover, look ? Math.max(FARTHEST, Math.min(2 * FARTHEST, camera.width * 0.2)) : FARTHEST);
    }
    return named;
  }

  #numbers({ wanted }, level, taken, camera, shades) {
    this.#set("short");
    for (const each of wanted) {
      const { id } = this.corpus.levels[level].topics[each.topic];
      const colour = this.#colour(each.place, shades);
      this.#put(`${level} ${each.topic}`, { ...each, lines: [String(id)], look: "short", colour }, taken, camera, null, BESIDE);
    }
  }

  /** The titles of documents in view: those that are typical of their topic first, then those that are most in it. */
  #titles({ cover, inView }, taken, camera, shades) {
    const { corpus } = this;
    const typical = new Set(corpus.levels.flatMap(({ topics }) => topics.flatMap((topic) => topic.typical)));
    const rank = (place) => (typical.has(place) ? 200 : 0) + corpus.strengths[place];
    this.#set("title");
    for (const place of inView.toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_TITLES)) {
      const [unitX, unitY] = [corpus.x[place], corpus.y[place]];
      const at = { unitX, unitY, x: camera.x(unitX), y: camera.y(unitY), colour: this.#colour(place, shades) };
      const lines = folds(corpus.titles[place], (text) => this.#width(text), BROADEST);
      this.#put(`title ${place}`, { ...at, lines, look: "title" }, taken, camera, cover, FARTHEST);
    }
  }

  /** The colour that a document has on the map, so that what names it has the same. */
  #colour(place, level) {
    return this.corpus.topicOf(place, level)?.colour;
  }

  /** Puts a name where there is room, if it is not there yet; gives 1 if it is, else 0. */
  #put(key, name, taken, camera, cover, farthest) {
    if (this.#written.has(key)) return 0;
    const size = this.#size(name.lines);
    const box = free(name, size, taken, camera, cover, farthest, name.look === "coarse");
    if (!box) return 0;
    taken.boxes.push(box);
    if (box.line) taken.lines.push(box.line);
    this.#written.set(key, { ...name, ...size, ...box });
    return 1;
  }

  /** Takes the letters of a look to measure by. */
  #set(look) {
    const probe = this.layer.appendChild(element("div", `map-name ${look}`));
    const { fontWeight, fontSize, fontFamily, lineHeight, letterSpacing } = getComputedStyle(probe);
    probe.remove();
    this.#measure.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    this.#measure.letterSpacing = letterSpacing;
    this.lineHeight = parseFloat(lineHeight);
  }

  #width(text) { return this.#measure.measureText(text).width; }

  #size(lines) {
    const widest = Math.max(...lines.map((line) => this.#width(line)));
    return { width: Math.ceil(widest) + 6, height: Math.ceil(this.lineHeight * lines.length) + 4 };
  }

  #show(coloured) {
    const elements = this.written.map((name) => {
      const made = element("div", `map-name ${name.look}`);
      if (coloured && name.colour !== undefined) made.classList.add(`by-topic-${name.colour}`);
      made.style.width = `${name.width}px`;
      made.style.height = `${name.height}px`;
      const text = made.appendChild(element("span", ""));
      text.dir = "auto";
      text.append(...name.lines.map((line) => element("span", "", line)));
      name.element = made;
      return made;
    });
    this.layer.replaceChildren(...elements);
  }
}

/**
 * What is named from how near: topics of a `level`, of a `coarse` one (-1 for none) besides, and
 * `titled` documents. On a narrow map as a whole the level has its numbers alone, or nothing.
 */
function tierOf({ levels }, view, { zoom, width }) {
  const near = width < NARROW ? zoom / 2 : zoom;
  const coarse = near < COARSE && view.level > 0 ? 0 : -1;
  return {
    level: near < FINE ? view.level : Math.max(view.level, levels.length - 1),
    coarse, titled: near >= TITLED, numbered: width < NARROW && zoom < 2,
  };
}

/** A text on one line, or on two that are about equally long; cut where it is longer. */
function folds(text, widthOf, most) {
  const whole = shortened(text, widthOf, most * 2.2);
  if (widthOf(whole) <= most) return [whole];
  const letters = [...whole];
  const ends = [...letters.keys()].filter((end) => letters[end] === " " && letters[end + 1] !== "·");
  const lines = (end, skip) => [letters.slice(0, end).join(""), letters.slice(end + skip).join("")];
  const longest = (pair) => Math.max(...pair.map(widthOf));
  const folded = ends.map((end) => lines(end, 1)).toSorted((a, b) => longest(a) - longest(b))[0];
  if (folded && longest(folded) <= most * 1.4) return folded;
  const middle = letters.findIndex((_, end) => widthOf(letters.slice(0, end + 1).join("")) > most);
  return lines(middle, 0).map((line) => shortened(line, widthOf, most));
}

/** A text, or so much of it as there is room for. */
function shortened(text, widthOf, most) {
  if (widthOf(text) <= most) return text;
  const letters = [...text];
  let [fits, fails] = [0, letters.length];
  while (fails - fits > 1) {
    const length = Math.floor((fits + fails) / 2);
    if (widthOf(`${letters.slice(0, length).join("")}…`) <= most) fits = length;
    else fails = length;
  }
  return `${letters.slice(0, fits).join("").trimEnd()}…`;
}
