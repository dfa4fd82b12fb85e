// Points: all documents drawn into pixels by ourselves, so that hundreds of thousands stay quick.

const LARGEST = 5.5; // CSS pixels, the radius of a point where there are few
const LEGIBLE = 3; // below that, shapes cannot be told apart
const SMALLEST = 0.8;
const COVER = 0.08; // the share of the map that all points together cover
const MOST_EDGED = 5000; // points that are set off from each other by an edge of paper
const MOST_RINGED = 2000; // found documents that get a ring
const EDGE = 0.75; // CSS pixels that an edge of paper is wide
const GAP_OF_RING = 1.5;
const RING = 3.5;
const STRIDE = 7_368_787; // a prime: visits all places in an order that has nothing to do with theirs

class Points {
  #sheet = { wide: 0, high: 0 };
  #inks;

  constructor(canvas, corpus) {
    this.corpus = corpus;
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.#inks = new Inks(canvas.parentElement);
    this.x = new Float32Array(corpus.size);
    this.y = new Float32Array(corpus.size);
    this.kinds = new Uint16Array(corpus.size);
  }

  /** Takes what is shown, and the colouring, and lays all points one after the other as they are drawn. */
  arrange(view, marks) {
    this.marks = marks;
    this.ringed = view.filters.query !== ANY && view.found <= MOST_RINGED;
    const { x, y, size } = this.corpus;
    const pale = marks.kinds.length;
    const starts = [0, size - view.found, 0];
    for (let place = 0; place < size; place += 1) starts[2] += marks.of[place] === marks.none ? view.shown[place] : 0;
    starts[2] += starts[1];
    for (let rank = 0, place = 0; rank < size; rank += 1, place = (place + STRIDE) % size) {
      const kind = view.shown[place] ? marks.of[place] : pale;
      const turn = kind === pale ? 0 : kind === marks.none ? 1 : 2;
      const at = starts[turn];
      starts[turn] += 1;
      this.x[at] = x[place];
      this.y[at] = y[place];
      this.kinds[at] = kind;
    }
  }

  /** The radius of a point in CSS pixels. */
  radius(camera) {
    const room = camera.map.width * camera.map.height * camera.fit ** 2;
    const fair = Math.sqrt(COVER * room / (Math.PI * this.corpus.size));
    const least = this.marks.kinds.some(({ shape }) => shape > 0) ? LEGIBLE : SMALLEST;
    return Math.min(LARGEST, Math.max(fair, least) * Math.sqrt(camera.zoom));
  }

  /** Draws everything: what is filtered out pale, the rest over it, what was searched for ringed. */
  draw(camera, ratio = window.devicePixelRatio || 1) {
    const radius = this.radius(camera) * ratio;
    const strong = this.ringed ? Math.max(radius, LEGIBLE * ratio) : radius;
    const margin = reachOf(strong, RING * ratio);
    const sheet = this.#sheetFor(Math.round(camera.width * ratio), Math.round(camera.height * ratio), margin);
    sheet.pixels.fill(0); // what is behind the points shows between them
    this.#print(sheet, camera, ratio, this.#looks(radius, strong, ratio, sheet.wide));
    this.context.putImageData(sheet.image, -margin, -margin);
  }

  /** The same as the address of a picture, with so many pixels for each of CSS. */
  pictured(camera, ratio) {
    this.draw(camera, ratio);
    const address = this.canvas.toDataURL();
    this.draw(camera);
    return address;
  }

  /** Pixels that reach beyond the canvas on all sides, so that no point need be cut off. */
  #sheetFor(width, height, margin) {
    const [wide, high] = [width + 2 * margin, height + 2 * margin];
    const { canvas } = this;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    if (this.#sheet.wide !== wide || this.#sheet.high !== high || this.#sheet.margin !== margin) {
      const image = new ImageData(wide, high);
      this.#sheet = { wide, high, margin, image, pixels: new Int32Array(image.data.buffer) };
    }
    return this.#sheet;
  }

  /** For each kind, and then for what is filtered out, its layers from below: stamps and colour. */
  #looks(radius, strong, ratio, wide) {
    const { marks: { kinds }, ringed } = this;
    const inks = this.#inks;
    const layer = (shape, colour, grown) => ({ cuts: stamp(shape, strong, wide, grown * ratio), colour: inks.of(colour) });
    const looks = kinds.map(({ colour, shape }) => [
      ...(ringed ? [layer(shape, "var(--ink)", RING)] : []),
      ...(ringed || this.corpus.size <= MOST_EDGED ? [layer(shape, "var(--paper)", ringed ? GAP_OF_RING : EDGE)] : []),
      layer(shape, colour, 0),
    ]);
    return [...looks, [{ cuts: stamp(0, radius, wide), colour: inks.of("var(--pale)") }]];
  }

  #print(sheet, camera, ratio, looks) {
    const { x, y, kinds } = this;
    const { wide, high, margin, pixels } = sheet;
    const scale = camera.scale * ratio;
    const left = camera.left * ratio + margin;
    const top = camera.top * ratio + margin;
    const [right, bottom] = [wide - margin, high - margin];
    for (let at = 0; at < x.length; at += 1) {
      const across = x[at] * scale + left;
      const down = y[at] * scale + top;
      if (across < margin || down < margin || across >= right || down >= bottom) continue;
      const column = across | 0; // as Math.floor, and quicker: neither is negative
      const row = down | 0;
      const cut = ((down - row) * PLACES | 0) * PLACES + ((across - column) * PLACES | 0);
      const layers = looks[kinds[at]];
      for (let layer = 0; layer < layers.length; layer += 1) {
        press(pixels, row * wide + column, layers[layer].cuts[cut], layers[layer].colour);
      }
    }
  }
}

/** Lays a colour over the pixels of a stamp, as much as each is covered. */
function press(pixels, middle, { offsets, shares }, colour) {
  const redBlue = colour & 0xff00ff;
  const green = colour & 0xff00;
  for (let part = 0; part < offsets.length; part += 1) {
    const at = middle + offsets[part];
    const share = shares[part];
    const under = pixels[at];
    if (share === OPAQUE) {
      pixels[at] = colour;
    } else if (under === 0) {
      pixels[at] = (colour & 0xffffff) | ((share - 1) << 24);
    } else {
      const mixed = (Math.imul(under & 0xff00ff, OPAQUE - share) + Math.imul(redBlue, share)) >>> 8;
      const mixedGreen = (Math.imul(under & 0xff00, OPAQUE - share) + Math.imul(green, share)) >>> 8;
      const alpha = under >>> 24;
      pixels[at] = (mixed & 0xff00ff) | (mixedGreen & 0xff00) | ((alpha + ((255 - alpha) * share >> 8)) << 24);
    }
  }
}
