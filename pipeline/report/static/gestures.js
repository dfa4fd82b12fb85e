// Gestures: what mouse, finger and pen do on the map. One moves it, two bring it nearer, and while
// an area is drawn the first draws. What is meant is told to `hands`, an object of functions.

const SLACK = 4; // pixels that a press may move and still be a press
const RESTING = 80; // milliseconds before a tip gives way to another, so that it can be reached
const WHEEL = 0.0018; // how much nearer one pixel of a wheel brings
const PINCH = 0.012; // the same for two fingers on a touchpad, which browsers tell as a wheel with Ctrl
const LINE = 16; // pixels, for wheels that count in lines

class Gestures {
  #down = new Map();
  #strayed = false;
  #resting;

  constructor(surface, camera, hands) {
    this.surface = surface;
    this.camera = camera;
    this.hands = hands;
    surface.addEventListener("pointerdown", (event) => this.#press(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    surface.addEventListener("pointerup", (event) => this.#release(event));
    surface.addEventListener("pointercancel", (event) => this.#lose(event));
    surface.addEventListener("pointerleave", () => { clearTimeout(this.#resting); hands.leave(); });
    surface.addEventListener("click", (event) => this.#click(event));
    surface.addEventListener("dblclick", (event) => hands.twice(...this.#at(event)));
    surface.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #at({ clientX, clientY }) {
    const { left, top } = this.surface.getBoundingClientRect();
    return [clientX - left - this.surface.clientLeft, clientY - top - this.surface.clientTop];
  }

  #press(event) {
    if (event.button !== 0) return;
    this.surface.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, this.#at(event));
    this.#strayed = this.#down.size > 1;
    this.from = this.#at(event);
    this.finger = event.pointerType === "touch";
    if (!this.hands.drawing()) return;
    this.#strayed = true;
    if (this.#down.size === 1) this.hands.begin(...this.from);
  }

  #move(event) {
    const at = this.#at(event);
    const before = this.#down.get(event.pointerId);
    if (!before) { this.#hover(at, event.pointerType); return; }
    this.#strayed ||= Math.hypot(at[0] - this.from[0], at[1] - this.from[1]) > SLACK;
    if (!this.#strayed) return;
    if (this.hands.drawing()) this.#draw(event, at);
    else if (this.#down.size === 1) this.camera.move(at[0] - before[0], at[1] - before[1]);
    else this.#pinch(event.pointerId, at);
    this.#down.set(event.pointerId, at);
    this.hands.moved();
  }

  #isFirst({ pointerId }) {
    return this.#down.keys().next().value === pointerId;
  }

  #draw(event, at) {
    if (this.#isFirst(event)) this.hands.draw(...at);
  }

  /** The two fingers keep what is under them. */
  #pinch(id, at) {
    const before = this.#down.get(id);
    const [, other] = [...this.#down].find(([each]) => each !== id);
    const apart = ([x, y]) => Math.max(1, Math.hypot(x - other[0], y - other[1]));
    this.camera.near(apart(at) / apart(before), other[0], other[1]);
  }

  #hover(at, kind) {
    clearTimeout(this.#resting);
    if (kind === "touch") return;
    if (this.hands.telling()) this.#resting = setTimeout(() => this.hands.hover(...at), RESTING);
    else this.hands.hover(...at);
  }

  #release(event) {
    const first = this.#isFirst(event);
    this.#down.delete(event.pointerId);
    if (first && this.hands.drawing()) this.hands.end();
  }

  #click(event) {
    if (!this.#strayed) this.hands.press(...this.#at(event), this.finger);
  }

  #lose({ pointerId }) {
    this.#down.delete(pointerId);
    this.hands.cancel();
  }

  /** The page scrolls as everywhere unless Ctrl is held or the map has the focus. */
  #wheel(event) {
    const meant = event.ctrlKey || document.activeElement === this.surface;
    if (!meant || (this.camera.zoom === 1 && event.deltaY > 0 && !event.ctrlKey)) return;
    event.preventDefault();
    if (this.#down.size && this.hands.drawing()) return; // the area would slip from what it is drawn round
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    this.camera.near(Math.exp(-pixels * (event.ctrlKey && Math.abs(pixels) < 50 ? PINCH : WHEEL)), ...this.#at(event));
    this.hands.moved();
  }
}
