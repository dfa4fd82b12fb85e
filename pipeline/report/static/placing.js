// Placing: a box beside what it names, clear of the others, where it is near and covers little.

const NEAR = 12; // CSS pixels from one ring of places to the next
const RINGS = 18;
const ANGLES = 24;
const GAP = 4; // between two boxes
const FAR = 22; // pixels; from here on a line leads from what is named to its name
const CELL = 4; // side of the cells of which it is known whether they hold a point
const PER_CELL = 4; // how many pixels farther a box goes to cover one cell less
const COVERED = 160; // and to be all clear; amid many points there is no use in going far

/** Places around an anchor, the nearest first: across, down, distance. */
const AROUND_ANCHOR = [[0, 0, 0], ...Array.from({ length: RINGS * ANGLES }, (_, place) => {
  const distance = (Math.floor(place / ANGLES) + 1) * NEAR;
  const angle = (place % ANGLES) * 2 * Math.PI / ANGLES;
  return [distance * Math.cos(angle), distance * Math.sin(angle), distance];
})];

/** Where points are: how many cells of a box hold one, from a table of sums. */
class Cover {
  constructor(width, height, radius) {
    this.radius = radius;
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.held = new Uint8Array(this.columns * this.rows);
  }

  add(x, y) {
    const { radius, columns, rows, held } = this;
    const [left, right] = [Math.floor((x - radius) / CELL), Math.floor((x + radius) / CELL)];
    const [top, bottom] = [Math.floor((y - radius) / CELL), Math.floor((y + radius) / CELL)];
    for (let row = Math.max(top, 0); row <= Math.min(bottom, rows - 1); row += 1) {
      for (let column = Math.max(left, 0); column <= Math.min(right, columns - 1); column += 1) held[row * columns + column] = 1;
    }
  }

  /** To be called once all points are added. */
  sum() {
    const wide = this.columns + 1;
    this.sums = new Int32Array(wide * (this.rows + 1));
    for (let row = 0; row < this.rows; row += 1) {
      let along = 0;
      for (let column = 0; column < this.columns; column += 1) {
        along += this.held[row * this.columns + column];
        this.sums[(row + 1) * wide + column + 1] = this.sums[row * wide + column + 1] + along;
      }
    }
  }

  /** What it costs to lie over the points of a box, in pixels of distance. */
  cost(box) { return COVERED * (1 - Math.exp(-this.count(box) * PER_CELL / COVERED)); }

  count({ left, top, right, bottom }) {
    const wide = this.columns + 1;
    const [from, to] = [Math.floor(left / CELL), Math.min(Math.floor(right / CELL) + 1, this.columns)];
    const upper = Math.floor(top / CELL) * wide;
    const lower = Math.min(Math.floor(bottom / CELL) + 1, this.rows) * wide;
    return this.sums[lower + to] - this.sums[upper + to] - this.sums[lower + from] + this.sums[upper + from];
  }
}

/**
 * The best box of a size around an anchor within a room, clear of the boxes and lines that are
 * `taken`, not farther than `farthest`; null where there is none. Where it is far, a line leads to
 * it from its anchor, which is clear of them as well. `cover` may be null: then only nearness counts;
 * what has no line is `roaming`, and goes twice as far to cover less.
 */
function free({ x, y }, { width, height }, taken, room, cover, farthest, roaming = false) {
  let best = null;
  let least = Infinity;
  for (const [across, down, distance] of AROUND_ANCHOR) {
    const way = roaming ? distance / 2 : distance;
    if (distance > farthest || way >= least) break;
    const left = x + across - width / 2;
    const top = y + down - height / 2;
    const box = { left, top, right: left + width, bottom: top + height, across, down };
    if (left < 0 || top < 0 || box.right > room.width || box.bottom > room.height) continue;
    const cost = way + (cover ? cover.cost(box) : 0);
    if (cost >= least || taken.boxes.some((other) => meet(box, other))) continue;
    box.line = roaming ? null : leader(x, y, box);
    if (!taken.lines.some((line) => crosses(line, box)) && !strikes(box.line, taken)) [best, least] = [box, cost];
  }
  return best;
}

/** The line from (x, y) to the nearest place of a box; null where they are close enough. */
function leader(x, y, { left, top, right, bottom }) {
  const endX = Math.min(Math.max(x, left), right);
  const endY = Math.min(Math.max(y, top), bottom);
  return Math.hypot(endX - x, endY - y) > FAR ? [x, y, endX, endY] : null;
}

/** Whether a line meets one of the boxes or lines that are taken. */
function strikes(line, taken) {
  return line !== null && (taken.boxes.some((box) => crosses(line, box)) || taken.lines.some((other) => meets(line, other)));
}

/** Whether a line goes through a box (Liang & Barsky 1984). */
function crosses([x, y, endX, endY], { left, top, right, bottom }) {
  let [from, to] = [0, 1];
  for (const [start, step, low, high] of [[x, endX - x, left, right], [y, endY - y, top, bottom]]) {
    if (step === 0 && (start < low || start > high)) return false;
    if (step === 0) continue;
    const [one, other] = [(low - start) / step, (high - start) / step];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return from <= to;
}

/** Whether two lines meet. */
function meets([x, y, endX, endY], [u, v, endU, endV]) {
  const side = (px, py, qx, qy, rx, ry) => Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return side(x, y, endX, endY, u, v) !== side(x, y, endX, endY, endU, endV)
    && side(u, v, endU, endV, x, y) !== side(u, v, endU, endV, endX, endY);
}

function meet(one, other) {
  return one.left < other.right + GAP && other.left < one.right + GAP
    && one.top < other.bottom + GAP && other.top < one.bottom + GAP;
}
