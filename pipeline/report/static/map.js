// Map: every document as a point, to look at closely, to point at, to choose from.

const SETTLED = 140; // milliseconds after a movement before names are written anew
const STEP = 1.6; // how much nearer a button or a key brings
const SHIFT = 0.2; // of the window, that a key moves the map
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class DocumentMap {
  #settling;
  #waiting = false;

  constructor(view, place) {
    const find = (name) => place.querySelector(name);
    this.view = view;
    this.find = find;
    this.surface = find(".map-surface");
    this.camera = new Camera(view.corpus.width, view.corpus.height);
    this.regions = new Regions(find(".map-regions g"), view.corpus);
    this.points = new Points(find("canvas"), view.corpus);
    this.names = new Names(find(".map-names"), find(".map-lines"), view.corpus);
    this.legend = new Legend(find(".legend"), find(".legend-note"), view);
    this.pointing = new Pointing(place, view, this.camera);
    this.selecting = new Selecting(place, view, this.camera);
    this.picture = new Picture(place, this);
    this.#offerColours(find(".colour-by"));
    this.#offerLevels(find(".levels"));
    this.#listen();
    this.#recolour();
  }

  #offerColours(label) {
    const { view } = this;
    const offered = colourings(view.corpus);
    const select = label.querySelector("select");
    select.replaceChildren(...offered.map(([value, name]) => new Option(name, value)));
    label.hidden = offered.length < 2;
    if (offered.length && !offered.some(([value]) => value === view.colour)) view.setColour(offered[0][0]);
    select.value = view.colour;
    select.addEventListener("change", () => view.setColour(select.value));
    view.addEventListener("coloured", () => { select.value = view.colour; });
  }

  #offerLevels(fieldset) {
    const { view, view: { corpus: { levels } } } = this;
    const pattern = fieldset.querySelector("label");
    for (const [level, { topics }] of levels.entries()) {
      const label = fieldset.appendChild(pattern.cloneNode(true));
      const radio = label.querySelector("input");
      const check = () => { radio.checked = level === view.level; };
      check();
      view.addEventListener("coloured", check);
      radio.addEventListener("change", () => view.setLevel(level));
      label.querySelector("span").textContent = count(topics.length, "topic");
    }
    pattern.remove();
    fieldset.hidden = levels.length < 2;
  }

  #listen() {
    const { view, surface, camera, find } = this;
    view.addEventListener("filtered", () => this.#refilter());
    view.addEventListener("coloured", () => this.#recolour());
    view.addEventListener("looked", () => {
      if (JSON.stringify(view.look) === JSON.stringify(camera.where)) return;
      camera.look(view.look);
      this.#moved();
    });
    view.addEventListener("located", ({ detail }) => {
      surface.scrollIntoView({ block: "center" });
      surface.focus({ preventScroll: true });
      this.pointing.locate(detail);
      this.#moved();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#moved());
    new ResizeObserver(() => this.#resize()).observe(surface);
    const pointed = [surface, this.pointing.tip.element];
    const elsewhere = (target) => target && !pointed.some((part) => part.contains(target));
    for (const part of pointed) {
      part.addEventListener("focusout", ({ relatedTarget }) => { if (elsewhere(relatedTarget)) this.pointing.hide(); });
    }
    document.addEventListener("pointerdown", ({ target }) => { if (elsewhere(target)) this.pointing.hide(); });
    document.addEventListener("keydown", (event) => this.#key(event));
    const zoom = (name, act) => find(name).addEventListener("click", () => { act(); this.#moved(); });
    zoom(".nearer", () => camera.near(STEP));
    zoom(".farther", () => camera.near(1 / STEP));
    zoom(".whole", () => camera.look(null));
    new Gestures(surface, camera, this.#hands());
  }

  #hands() {
    const { selecting, pointing, camera } = this;
    return {
      drawing: () => selecting.drawing,
      telling: () => pointing.tip.place >= 0,
      begin: (x, y) => { pointing.hide(); selecting.draw(x, y); },
      draw: (x, y) => selecting.draw(x, y),
      end: () => selecting.end(),
      cancel: () => selecting.cancel(),
      moved: () => this.#moved(),
      hover: (x, y) => pointing.point(x, y),
      leave: () => pointing.tip.leave(),
      press: (x, y, finger) => pointing.press(x, y, finger),
      twice: (x, y) => {
        if (pointing.point(x, y) >= 0) return;
        camera.near(2, x, y);
        this.#moved();
      },
    };
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#keys(event);
    if (!act) return;
    act();
    if (event.key !== "Escape") event.preventDefault(); // a dialog in front closes as well
    this.#moved();
  }

  #keys({ key, shiftKey, target }) {
    const { camera, pointing, selecting } = this;
    if (key === "Escape" && (selecting.drawing || pointing.tip.place >= 0)) {
      return () => {
        if (pointing.tip.element.contains(target)) this.surface.focus();
        pointing.hide();
        selecting.begin(false);
      };
    }
    if (target !== this.surface) return null;
    if (ARROWS[key]) {
      const [across, down] = ARROWS[key];
      if (!shiftKey) return () => pointing.step(across, down);
      return () => camera.move(-across * SHIFT * camera.width, -down * SHIFT * camera.height);
    }
    return {
      "+": () => camera.near(STEP), "=": () => camera.near(STEP), "-": () => camera.near(1 / STEP),
      0: () => camera.look(null), Enter: () => pointing.open(),
    }[key] ?? null;
  }

  #resize() {
    const { clientWidth, clientHeight } = this.surface;
    if (!clientWidth || !clientHeight) return;
    this.camera.resize(clientWidth, clientHeight);
    this.#moved();
  }

  #recolour() {
    const { view } = this;
    this.marks = colouring(view.corpus, view.level, view.colour);
    this.points.arrange(view, this.marks);
    this.regions.show(view);
    this.legend.show(this.marks);
    this.#moved();
  }

  #refilter() {
    this.points.arrange(this.view, this.marks);
    this.regions.show(this.view);
    this.legend.update();
    this.selecting.update();
    this.#moved();
  }

  /** Draws anew before the browser paints next, and writes the names once all is at rest. */
  #moved() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#write(), SETTLED);
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => { this.#waiting = false; this.#draw(); });
  }

  #draw() {
    const { camera, points, find } = this;
    if (!camera.scale) return;
    points.draw(camera);
    this.regions.follow(camera);
    this.names.follow(camera);
    this.pointing.update(points.radius(camera));
    const whole = camera.zoom <= 1;
    for (const name of [".whole", ".farther"]) find(name).setAttribute("aria-disabled", String(whole));
    this.surface.classList.toggle("magnified", !whole);
  }

  #write() {
    const { camera, view } = this;
    if (!camera.scale) return;
    view.lookAt(camera.where);
    const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = this.find(".map-zoom");
    const buttons = { left, top, right: left + offsetWidth, bottom: top + offsetHeight };
    const radius = this.points.radius(camera);
    const unnamed = this.names.write(camera, view, view.colour === "topic", radius, buttons);
    const hint = this.find(".map-room");
    hint.textContent = `${count(unnamed, "name")} without room`;
    hint.classList.toggle("off", unnamed === 0);
  }
}
