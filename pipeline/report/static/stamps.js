// Stamps: the shapes of points as pixels, with smooth edges, at four places within a pixel each way.

const PLACES = 4; // a stamp is cut for so many places within a pixel, across and down
const OPAQUE = 256;
const LEAST = 1 / 16; // of a pixel; less is not seen, and costs as much

/** Distance to the edge, negative inside, of shapes that look equally large, for a radius of 1. */
const SHAPES = [
  (x, y) => Math.hypot(x, y) - 1, // disc
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) - 0.86, // square
  (x, y) => Math.max(y - 0.7, (Math.abs(x) * 2 - y) / Math.sqrt(5) - 0.5), // triangle
  (x, y) => (Math.abs(x) + Math.abs(y) - 1.22) / Math.SQRT2, // diamond
  (x, y) => Math.abs(Math.hypot(x, y) - 0.72) - 0.3, // ring
  (x, y) => cross(x, y), // plus
  (x, y) => cross((x + y) / Math.SQRT2, (x - y) / Math.SQRT2), // cross
  (x, y) => Math.max(-y - 0.7, (Math.abs(x) * 2 + y) / Math.sqrt(5) - 0.5), // triangle, turned over
];

/** The same shapes as paths for a legend, in a box from -1.25 to 1.25. */
const OUTLINES = [
  "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
  "M-.86-.86h1.72v1.72h-1.72z",
  "M0-1.12L.91.7h-1.82z",
  "M0-1.22L1.22 0L0 1.22L-1.22 0z",
  "M-1.02 0a1.02 1.02 0 1 0 2.04 0a1.02 1.02 0 1 0-2.04 0zM-.42 0a.42.42 0 1 1 .84 0a.42.42 0 1 1-.84 0z",
  "M-.34-1.1h.68v.76h.76v.68h-.76v.76h-.68v-.76h-.76v-.68h.76z",
  "M-.54-1.02L0-.48L.54-1.02L1.02-.54L.48 0L1.02.54L.54 1.02L0 .48L-.54 1.02L-1.02.54L-.48 0L-1.02-.54z",
  "M0 1.12L.91-.7h-1.82z",
];

function cross(x, y) {
  const [across, down] = [Math.abs(x), Math.abs(y)];
  return Math.min(Math.max(across - 0.34, down - 1.1), Math.max(down - 0.34, across - 1.1));
}

/**
 * A shape cut for a sheet of pixels so many wide: for each place within a pixel the offsets of the
 * pixels it covers, and how much of each, in 256ths. `grown` widens the shape on all sides.
 */
function stamp(shape, radius, wide, grown = 0) {
  const reach = reachOf(radius, grown);
  const cuts = [];
  for (let place = 0; place < PLACES * PLACES; place += 1) {
    const across = (place % PLACES + 0.5) / PLACES;
    const down = (Math.floor(place / PLACES) + 0.5) / PLACES;
    const offsets = [];
    const shares = [];
    for (let row = -reach; row <= reach; row += 1) {
      for (let column = -reach; column <= reach; column += 1) {
        const [x, y] = [(column + 0.5 - across) / radius, (row + 0.5 - down) / radius];
        const share = Math.min(1, Math.max(0, 0.5 + grown - SHAPES[shape](x, y) * radius));
        if (share < LEAST) continue;
        offsets.push(row * wide + column);
        shares.push(Math.round(share * OPAQUE));
      }
    }
    cuts.push({ offsets: Int32Array.from(offsets), shares: Uint16Array.from(shares) });
  }
  return cuts;
}

/** How many pixels a stamp may cover on either side of its middle. */
function reachOf(radius, grown = 0) {
  return Math.ceil(radius * 1.25 + grown) + 1;
}
