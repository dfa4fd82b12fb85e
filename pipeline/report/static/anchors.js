// Anchors: which topics are seen on the map now, where each is densest, and where points are.

const SHARE = 0.2; // of a topic that has to be in view for its name to come along,
const FEW = 3; // or so many of its documents
const BIN = 20; // pixels; how dense a place is, is counted in squares of this side and those beside

/**
 * The topics of a level of which something is seen, the largest first, each with the place in
 * view where it is densest: { wanted, inView, cover }. `inView` are the documents of topics that
 * are seen, and `cover` knows where points of a radius are.
 */
function anchorsOf(corpus, view, level, camera, radius) {
  const { x, y, size } = corpus;
  const { scale, left, top, width, height } = camera;
  const { topics, of } = corpus.levels[level] ?? { topics: [], of: [] };
  const cover = new Cover(width, height, radius);
  const heap = new Heap(topics.length, width, height);
  const seen = topics.map(() => ({ all: 0, inside: 0, dense: 0, place: -1 }));
  const inView = [];
  for (let place = 0; place < size; place += 1) {
    if (!view.shown[place]) continue;
    const topic = of[place];
    if (topic >= 0) seen[topic].all += 1;
    const across = x[place] * scale + left;
    const down = y[place] * scale + top;
    if (across < 0 || down < 0 || across > width || down > height) continue;
    cover.add(across, down);
    if (!(topic >= 0)) continue;
    seen[topic].inside += 1;
    heap.add(topic, across, down);
    inView.push(place);
  }
  cover.sum();
  for (const place of inView) {
    const topic = seen[of[place]];
    const dense = heap.around(of[place], x[place] * scale + left, y[place] * scale + top);
    if (dense > topic.dense) Object.assign(topic, { dense, place });
  }
  const wanted = seen.map((each, topic) => anchorOf(corpus, topics[topic], each, topic, camera));
  return { cover, inView, wanted: wanted.filter(Boolean).toSorted((a, b) => b.inside - a.inside) };
}

/** Where a topic is to be named: where it is densest, in all or in what is seen of it (a `place` there); null for neither. */
function anchorOf(corpus, { x, y, size }, seen, topic, camera) {
  const [across, down] = [camera.x(x), camera.y(y)];
  const densest = across >= 0 && down >= 0 && across <= camera.width && down <= camera.height;
  if (!seen.inside || (!densest && seen.inside < Math.min(FEW, SHARE * seen.all))) return null;
  const whole = densest && seen.all === size;
  const [unitX, unitY] = whole ? [x, y] : [corpus.x[seen.place], corpus.y[seen.place]];
  return { topic, place: seen.place, unitX, unitY, x: camera.x(unitX), y: camera.y(unitY), inside: seen.inside };
}

/** How many points of each topic are in each square of the window. */
class Heap {
  constructor(topics, width, height) {
    this.columns = Math.floor(width / BIN) + 3; // one square more on every side
    this.cells = this.columns * (Math.floor(height / BIN) + 3);
    this.counts = new Uint32Array(topics * this.cells);
  }

  add(topic, x, y) { this.counts[this.#cell(topic, x, y)] += 1; }

  around(topic, x, y) {
    const middle = this.#cell(topic, x, y);
    let sum = 0;
    for (let row = -this.columns; row <= this.columns; row += this.columns) {
      for (let column = -1; column <= 1; column += 1) sum += this.counts[middle + row + column];
    }
    return sum;
  }

  #cell(topic, x, y) {
    return topic * this.cells + (Math.floor(y / BIN) + 1) * this.columns + Math.floor(x / BIN) + 1;
  }
}
