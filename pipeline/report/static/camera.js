// Camera: which part of the map is seen, and how large. Units of the map become CSS pixels.

const CLOSEST = 32; // times the whole map; nearer, one would see that places are rounded

class Camera {
  constructor(width, height) {
    this.map = { width, height };
    this.width = this.height = 1;
    this.scale = this.left = this.top = 0;
    this.wanted = null;
  }

  /** The scale at which the whole map just fits in. */
  get fit() { return Math.min(this.width / this.map.width, this.height / this.map.height); }

  get zoom() { return this.scale / this.fit; }

  x(unit) { return unit * this.scale + this.left; }

  y(unit) { return unit * this.scale + this.top; }

  /** The window gets another size; what is in its middle stays there. */
  resize(width, height) {
    const { zoom } = this;
    const across = (this.width / 2 - this.left) / this.scale;
    const down = (this.height / 2 - this.top) / this.scale;
    [this.width, this.height] = [width, height];
    if (!this.scale) { this.look(this.wanted); return; }
    this.scale = this.fit * zoom;
    this.left = width / 2 - across * this.scale;
    this.top = height / 2 - down * this.scale;
    this.#keep();
  }

  /** The middle of what is seen and how near it is, {x, y, zoom}; null for the whole map. */
  get where() {
    if (!this.scale || this.zoom < 1.005) return null;
    const [x, y] = [(this.width / 2 - this.left) / this.scale, (this.height / 2 - this.top) / this.scale];
    return { x: Math.round(x), y: Math.round(y), zoom: Math.round(this.zoom * 100) / 100 };
  }

  /** Looks at a part of the map, as `where` tells it. */
  look(where) {
    this.wanted = where; // as long as there is no window
    if (this.width === 1) return;
    this.scale = this.fit * Math.min(where?.zoom ?? 1, CLOSEST);
    if (where) {
      this.left = this.width / 2 - where.x * this.scale;
      this.top = this.height / 2 - where.y * this.scale;
    }
    this.#keep();
  }

  /** Comes nearer by a factor; what is at (x, y) in the window stays there. */
  near(factor, x = this.width / 2, y = this.height / 2) {
    const before = this.scale;
    this.scale = Math.min(Math.max(before * factor, this.fit), this.fit * CLOSEST);
    const change = this.scale / before;
    this.left = x - (x - this.left) * change;
    this.top = y - (y - this.top) * change;
    this.#keep();
  }

  move(across, down) {
    this.left += across;
    this.top += down;
    this.#keep();
  }

  /** Moves so far that a place of the map is seen, and not at the very edge. */
  show(unitX, unitY) {
    const [x, y] = [this.x(unitX), this.y(unitY)];
    const [edgeX, edgeY] = [this.width / 8, this.height / 8];
    const within = x >= edgeX && x <= this.width - edgeX && y >= edgeY && y <= this.height - edgeY;
    if (this.zoom > 1 && !within) this.move(this.width / 2 - x, this.height / 2 - y);
  }

  #keep() {
    this.left = kept(this.left, this.map.width * this.scale, this.width);
    this.top = kept(this.top, this.map.height * this.scale, this.height);
  }
}

/** Where something begins that fills its window, or stands in the middle where it is smaller. */
function kept(start, length, room) {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(start, room - length));
}
