// Names: the topics written over the map, near the middle of what they name. The largest chooses
// first; where there is no room for a name its number stands, and where not even for that, nothing.

const NARROW = 560; // pixels; on a narrower map numbers stand for names until one comes near
const BROADEST = 176; // pixels of a line
const ROOM_OF_DOT = 18; // pixels before a name, for its topic's colour
const FAR = 22; // pixels; from here on a line leads to the middle of the topic
const FARTHEST = 108; // pixels from the middle of a topic; beyond, one would not see what is named
const BESIDE = 30; // pixels within which a number stands
const SHARE = 0.2; // of a topic that has to be in view for its name to come along

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
    const { topics } = this.corpus.levels[view.level] ?? { topics: [] };
    const { wanted, cover } = this.#wanted(camera, view, topics, radius);
    const numbers = camera.width < NARROW && camera.zoom < 2;
    this.#begin();
    const taken = [kept];
    const place = (anchor, lines, farthest, over) => {
      const form = { lines, short: !over, ...this.#size(lines, over ? ROOM_OF_DOT : 0) };
      const box = this.#written.has(anchor.topic) ? null : free(anchor, form, taken, camera, over, farthest);
      if (!box) return;
      taken.push(box);
      this.#written.set(anchor.topic, { ...anchor, ...form, ...box });
    };
    if (!numbers) for (const each of wanted) place(each, this.#lines(topics[each.topic].label, camera), FARTHEST, cover);
    const named = this.#written.size;
    for (const each of wanted) place(each, [String(topics[each.topic].id)], BESIDE, null);
    this.#show(topics, coloured);
    this.follow(camera);
    return numbers ? 0 : wanted.length - named;
  }

  /** Keeps the names beside what they name while the map moves. */
  follow(camera) {
    const lines = [];
    for (const { element, unitX, unitY, across, down, width, height } of this.#written.values()) {
      const [x, y] = [camera.x(unitX), camera.y(unitY)];
      const [left, top] = [x + across - width / 2, y + down - height / 2];
      element.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
      const endX = Math.min(Math.max(x, left), left + width);
      const endY = Math.min(Math.max(y, top), top + height);
      if (Math.hypot(endX - x, endY - y) > FAR) lines.push(`M${x} ${y}L${endX} ${endY}`);
    }
    this.lines.setAttribute("d", lines.join(""));
  }

  /** The topics of which something is in view, the largest first, and where points are. */
  #wanted(camera, view, topics, radius) {
    const { x, y, size } = this.corpus;
    const { scale, left, top, width, height } = camera;
    const { of } = this.corpus.levels[view.level] ?? { of: [] };
    const cover = new Cover(camera.width, camera.height, radius);
    const seen = topics.map(() => ({ all: 0, inside: 0, x: 0, y: 0 }));
    for (let place = 0; place < size; place += 1) {
      if (!view.shown[place]) continue;
      const topic = seen[of[place]];
      if (topic) topic.all += 1;
      const across = x[place] * scale + left;
      const down = y[place] * scale + top;
      if (across < 0 || down < 0 || across > width || down > height) continue;
      cover.add(across, down);
      if (!topic) continue;
      topic.inside += 1;
      topic.x += x[place];
      topic.y += y[place];
    }
    cover.sum();
    this.#centre(seen, of, view.shown);
    const wanted = seen.map((each, topic) => anchorOf(topics[topic], each, topic, camera));
    return { cover, wanted: wanted.filter(Boolean).toSorted((a, b) => b.inside - a.inside) };
  }

  /** Finds for each topic the shown document nearest to the mean of what is seen of it. */
  #centre(seen, of, shown) {
    const { x, y, size } = this.corpus;
    const means = seen.map(({ x: across, y: down, inside }) => [across / inside, down / inside]);
    const least = seen.map(() => Infinity);
    for (let place = 0; place < size; place += 1) {
      const topic = of[place];
      if (topic < 0 || !shown[place]) continue;
      const distance = (x[place] - means[topic][0]) ** 2 + (y[place] - means[topic][1]) ** 2;
      if (distance < least[topic]) {
        least[topic] = distance;
        seen[topic].x = x[place];
        seen[topic].y = y[place];
      }
    }
  }

  #begin() {
    this.#written.clear();
    const { fontWeight, fontSize, fontFamily, lineHeight } = getComputedStyle(this.layer);
    this.#measure.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    this.lineHeight = parseFloat(lineHeight);
  }

  #width(text) { return this.#measure.measureText(text).width; }

  #size(lines, more) {
    const widest = Math.max(...lines.map((line) => this.#width(line)));
    return { width: Math.ceil(widest) + 6 + more, height: Math.ceil(this.lineHeight * lines.length) + 4 };
  }

  #lines(label, camera) {
    return folds(label, (text) => this.#width(text), Math.min(BROADEST, camera.width * 0.4));
  }

  #show(topics, coloured) {
    const elements = [...this.#written].map(([topic, name]) => {
      const element = document.createElement("div");
      element.className = "map-name";
      element.style.width = `${name.width}px`;
      element.style.height = `${name.height}px`;
      element.classList.toggle("short", name.short);
      if (coloured && !name.short) {
        const dot = element.appendChild(document.createElement("i"));
        dot.style.background = `var(--colour-${topics[topic].colour})`;
      }
      const text = element.appendChild(document.createElement("span"));
      text.dir = "auto";
      for (const line of name.lines) text.appendChild(document.createElement("span")).textContent = line;
      name.element = element;
      return element;
    });
    this.layer.replaceChildren(...elements);
  }
}

/** Where a topic is to be named: at its middle, or amid what is seen of it; null for neither. */
function anchorOf({ x, y, size }, seen, topic, camera) {
  const [across, down] = [camera.x(x), camera.y(y)];
  const middle = across >= 0 && down >= 0 && across <= camera.width && down <= camera.height;
  if (!seen.inside || (!middle && seen.inside < SHARE * seen.all)) return null;
  const [unitX, unitY] = middle && seen.all === size ? [x, y] : [seen.x, seen.y];
  return { topic, unitX, unitY, x: camera.x(unitX), y: camera.y(unitY), inside: seen.inside };
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
