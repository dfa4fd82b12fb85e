// Selecting: an area drawn round documents, or all that is in view; what is chosen as a file.

class Selecting {
  #outline = [];

  constructor(place, view, camera) {
    this.path = place.querySelector(".map-outline");
    this.surface = place.querySelector(".map-surface");
    this.view = view;
    this.camera = camera;
    this.drawing = false;
    const button = (kind, pressed) => {
      const found = place.querySelector(`.${kind}`);
      found.addEventListener("click", pressed);
      return found;
    };
    this.area = button("area", () => this.begin(!this.drawing));
    this.undo = button("undo", () => { view.select(null); this.area.focus(); });
    this.saved = button("save", () => save(csvOf(view.corpus, view.documents), `${place.dataset.name}-selection.csv`));
    button("in-view", () => this.#select(this.#window()));
    this.told = place.querySelector(".told-selection");
    this.update();
  }

  /** Begins or ends to draw. */
  begin(drawing) {
    this.drawing = drawing;
    this.area.setAttribute("aria-pressed", String(drawing));
    this.cancel();
    this.update();
    this.surface.classList.toggle("drawing", drawing);
  }

  draw(x, y) {
    this.#outline.push([x, y]);
    this.path.setAttribute("d", `M${this.#outline.map((at) => at.join(" ")).join("L")}Z`);
  }

  cancel() {
    this.#outline = [];
    this.path.setAttribute("d", "");
  }

  end() {
    const { camera } = this;
    const outline = this.#outline.map(([x, y]) => [(x - camera.left) / camera.scale, (y - camera.top) / camera.scale]);
    this.begin(false);
    if (outline.length > 2) this.#select(outline);
  }

  /** Says how many are chosen, and what the buttons would do. */
  update() {
    const { corpus, found, filtered, selection } = this.view;
    this.undo.hidden = selection === null;
    this.saved.disabled = found === 0;
    this.told.textContent = selection ? `${number.format(found)} selected` : "";
    if (this.drawing) this.told.textContent = "Draw round the documents you want";
    if (selection) this.saved.textContent = "Download as CSV";
    else if (filtered) this.saved.textContent = `Download these ${number.format(found)} as CSV`;
    else this.saved.textContent = `Download all ${number.format(corpus.size)} as CSV`;
  }

  /** Takes the place of an earlier selection, unless nothing that the filters let through is there. */
  #select(drawn) {
    const { view, view: { corpus, selection, outline: before } } = this;
    const outline = simplified(drawn);
    view.select(within(corpus, null, outline), outline);
    if (view.found) return;
    view.select(selection, before);
    this.told.textContent = "There are no documents";
  }

  #window() {
    const { left, top, width, height, scale } = this.camera;
    const [fromX, fromY] = [-left / scale, -top / scale];
    const [toX, toY] = [fromX + width / scale, fromY + height / scale];
    return [[fromX, fromY], [toX, fromY], [toX, toY], [fromX, toY]];
  }
}
