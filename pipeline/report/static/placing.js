// Placing: a box beside what it names, clear of the others, where it is near and covers little.

const NEAR = 12; // CSS pixels from one ring of places to the next
const RINGS = 9;
const ANGLES = 24;
const GAP = 4; // between two boxes
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
 * The best box of a size around an anchor within a room, clear of those taken, not farther than
 * `farthest`; null where there is none. `cover` may be null: then only nearness counts.
 */
function free({ x, y }, { width, height }, taken, room, cover, farthest) {
  let best = null;
  let least = Infinity;
  for (const [across, down, distance] of AROUND_ANCHOR) {
    if (distance > farthest || distance >= least) break;
    const left = x + across - width / 2;
    const top = y + down - height / 2;
    const box = { left, top, right: left + width, bottom: top + height, across, down };
    if (left < 0 || top < 0 || box.right > room.width || box.bottom > room.height) continue;
    if (taken.some((other) => meet(box, other))) continue;
    const cost = distance + (cover ? cover.cost(box) : 0);
    if (cost < least) [best, least] = [box, cost];
  }
  return best;
}

function meet(one, other) {
  return one.left < other.right + GAP && other.left < one.right + GAP
    && one.top < other.bottom + GAP && other.top < one.bottom + GAP;
}
