// Pointing: which document of the map the reader means, by pointer, finger or keys; it gets a ring
// and a tip, and with keys its title is read out.

const REACH = 12; // pixels at which a point is pointed at
const REACH_OF_FINGER = 24;
const LOCATED = 4; // how near one comes to a document that is pointed out
const AROUND_POINT = 4; // pixels from a point to its ring

class Pointing {
  constructor(place, view, camera) {
    this.view = view;
    this.camera = camera;
    this.radius = 0;
    this.ring = place.querySelector(".map-ring");
    this.spoken = place.querySelector(".map-spoken");
    this.tip = new Tip(place.querySelector(".map-tip"), view, () => this.#mark(this.cursor));
    /** The document at which the keys are, -1 for none; the one with the ring may be another. */
    this.cursor = -1;
    this.marked = -1;
  }

  /** Tells of the document at (x, y) in the window; gives its place, -1 for none. */
  point(x, y, reach = REACH) {
    const { corpus, shown } = this.view;
    const { scale, left, top } = this.camera;
    const place = nearest(corpus, shown, (x - left) / scale, (y - top) / scale, reach / scale);
    if (place < 0) this.tip.leave();
    else this.#tell(place);
    return place;
  }

  /** Opens the document there; for a finger, which cannot hover, tells of it first. */
  press(x, y, finger) {
    const before = this.tip.place;
    this.cursor = this.point(x, y, finger ? REACH_OF_FINGER : REACH);
    if (this.cursor < 0) this.hide();
    else if (!finger || this.cursor === before) this.view.open(this.cursor);
  }

  /** Goes to the next document in a direction; to the one in the middle where there was none. */
  step(across, down) {
    const { view: { corpus, shown }, camera, cursor } = this;
    const middle = [(camera.width / 2 - camera.left) / camera.scale, (camera.height / 2 - camera.top) / camera.scale];
    const place = cursor < 0 ? nearest(corpus, shown, ...middle) : next(corpus, shown, cursor, across, down);
    if (place < 0) return;
    this.cursor = place;
    camera.show(corpus.x[place], corpus.y[place]);
    this.#tell(place);
    this.spoken.textContent = this.tip.words;
  }

  /** Points one document out, from near enough to tell it from its neighbours. */
  locate(place) {
    const { view: { corpus, shown }, camera } = this;
    if (!shown[place]) this.view.clear();
    this.cursor = place;
    if (camera.zoom < LOCATED) camera.near(LOCATED / camera.zoom);
    camera.show(corpus.x[place], corpus.y[place]);
    this.#tell(place);
  }

  /** Opens the document at which the keys are, or the one that is told of. */
  open() {
    const place = this.cursor < 0 ? this.tip.place : this.cursor;
    if (place >= 0) this.view.open(place);
  }

  /** Draws the ring and the tip where they belong now; neither stays at what is filtered out. */
  update(radius) {
    const { shown } = this.view;
    this.radius = radius;
    if (this.cursor >= 0 && !shown[this.cursor]) this.cursor = -1;
    if (this.tip.place >= 0 && !shown[this.tip.place]) this.tip.hide();
    this.#mark(this.marked >= 0 && shown[this.marked] ? this.marked : -1);
    if (this.tip.place >= 0) this.#follow();
  }

  hide() {
    this.tip.hide();
    this.#mark(this.cursor);
  }

  #tell(place) {
    this.tip.show(place, ...this.#mark(place), this.camera);
  }

  /** Keeps the tip at its point, as long as that is in view. */
  #follow() {
    const { camera, tip, view: { corpus } } = this;
    const [x, y] = [camera.x(corpus.x[tip.place]), camera.y(corpus.y[tip.place])];
    if (x < 0 || y < 0 || x > camera.width || y > camera.height) tip.hide();
    else tip.put(x, y, camera);
  }

  /** Puts the ring round a document's point and gives where that is. */
  #mark(place) {
    const { ring, camera, view: { corpus } } = this;
    this.marked = place;
    ring.classList.toggle("off", place < 0);
    const [x, y] = place < 0 ? [0, 0] : [camera.x(corpus.x[place]), camera.y(corpus.y[place])];
    ring.setAttribute("cx", x);
    ring.setAttribute("cy", y);
    ring.setAttribute("r", this.radius + AROUND_POINT);
    return [x, y];
  }
}
