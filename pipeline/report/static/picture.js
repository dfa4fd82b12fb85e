// Picture: exactly what is seen of the map, with its names, a caption and a legend, as a file to
// print or to publish. It is made as SVG; a PNG is that, drawn by the browser.

const SIDE = 24; // CSS pixels beside the picture and around its parts
const CAPTION = 26; // height of a line of the caption
const LINE_OF_LEGEND = 22;
const COLUMN = 260; // width of a column of the legend, at least
const MOST_DRAWN = 20_000; // points as shapes; more are pixels within the picture
const LETTERS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";
const DOTS_PER_CM = 300 / 2.54;

class Picture {
  /** `map` is the DocumentMap that is pictured, `place` what holds its buttons. */
  constructor(place, map) {
    this.map = map;
    this.name = place.dataset.name;
    this.button = place.querySelector(".picture");
    this.form = place.querySelector(".map-picture");
    this.button.addEventListener("click", () => this.#open(this.form.hidden));
    this.form.addEventListener("input", () => this.#tell());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#save(event.submitter.value); });
    this.#tell();
  }

  #open(open) {
    this.form.hidden = !open;
    this.button.ariaExpanded = String(open);
    if (open) this.form.elements.width.focus();
  }

  /** How large that is on paper. */
  #tell() {
    const { value, validity } = this.form.elements.width;
    const wide = (Number(value) / DOTS_PER_CM).toFixed(0);
    this.form.querySelector(".printed").textContent = validity.valid ? `${wide} cm wide at 300 dots per inch` : "";
  }

  async #save(kind) {
    const width = Number(this.form.elements.width.value);
    const picture = this.drawn(width);
    const text = new XMLSerializer().serializeToString(picture);
    const file = `${this.name}-map.${kind}`;
    if (kind === "svg") { saveAs(new Blob([text], { type: "image/svg+xml" }), file); return; }
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = element("canvas", "");
    [canvas.width, canvas.height] = [width, Math.round(width * picture.viewBox.baseVal.height / picture.viewBox.baseVal.width)];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => saveAs(blob, file), "image/png");
  }

  /** The picture as an SVG element so many pixels wide. */
  drawn(width) {
    const { map: { camera, marks } } = this;
    const caption = this.#caption();
    const legend = marks.kinds.filter((_, kind) => this.map.legend.sizes[kind] > 0);
    const across = Math.max(1, Math.floor((camera.width - SIDE) / COLUMN));
    const rows = Math.ceil(legend.length / across);
    const under = 2 * SIDE + caption.length * CAPTION + rows * LINE_OF_LEGEND;
    const [wide, high] = [camera.width + 2 * SIDE, camera.height + SIDE + under];
    const paper = this.#ink("var(--paper)");
    return drawn("svg", {
      xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${high}`, width, height: Math.round(width * high / wide),
      "font-family": LETTERS,
    },
    drawn("title", {}, caption[0]),
    drawn("rect", { width: wide, height: high, fill: paper }),
    drawn("svg", { x: SIDE, y: SIDE, width: camera.width, height: camera.height, overflow: "hidden" },
      this.#regions(), this.#points(width / wide), this.#names(paper)),
    drawn("rect", { x: SIDE, y: SIDE, width: camera.width, height: camera.height, fill: "none", stroke: this.#ink("var(--line)") }),
    ...caption.map((line, row) => this.#text(line, SIDE, camera.height + 2 * SIDE + (row + 0.6) * CAPTION, row ? 13 : 17, row ? 400 : 650)),
    ...legend.map((kind, rank) => this.#entry(kind, rank, rows, across, camera.height + 2 * SIDE + caption.length * CAPTION)));
  }

  /** What it is a picture of, what the colours mean, what is seen of it. */
  #caption() {
    const { view, view: { corpus, found, filtered }, camera } = this.map;
    const select = this.map.find(".colour-by select");
    const by = select.selectedOptions[0]?.text;
    const part = filtered ? `${number.format(found)} of ${count(corpus.size, "document")} in colour` : count(corpus.size, "document");
    const words = view.filters.query ? `search: ${view.filters.query}` : "";
    const told = [part, by ? `coloured by ${by}` : "", words, camera.zoom > 1.01 ? `a part of the map, ${camera.zoom.toFixed(1)} times as large` : ""];
    return [document.title, `${told.filter(Boolean).join("; ")}. Near means similar; directions mean nothing.`];
  }

  #ink(colour) {
    const { place } = this.map.regions;
    place.style.color = colour;
    const found = getComputedStyle(place).color;
    place.style.color = "";
    return found;
  }

  #regions() {
    const { place } = this.map.regions;
    const paths = [...place.children].map((path) => {
      const { fill, fillOpacity } = getComputedStyle(path);
      return drawn("path", { d: path.getAttribute("d"), fill, "fill-opacity": fillOpacity });
    });
    return drawn("g", { transform: place.getAttribute("transform") }, ...paths);
  }

  #points(ratio) {
    const { camera, points, marks: { kinds } } = this.map;
    if (points.x.length > MOST_DRAWN) {
      return drawn("image", { width: camera.width, height: camera.height, href: points.pictured(camera, ratio) });
    }
    const radius = points.radius(camera);
    const inks = [...kinds.map(({ colour }) => this.#ink(colour)), this.#ink("var(--pale)")];
    const shapes = Array.from(points.kinds, (kind, at) => {
      const [x, y] = [camera.x(points.x[at]), camera.y(points.y[at])];
      if (x < -radius || y < -radius || x > camera.width + radius || y > camera.height + radius) return null;
      return drawn("path", {
        d: OUTLINES[kinds[kind]?.shape ?? 0], fill: inks[kind],
        transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${radius.toFixed(2)})`,
      });
    });
    const edged = { stroke: this.#ink("var(--paper)"), "stroke-width": 0.3, "paint-order": "stroke" };
    return drawn("g", edged, ...shapes.filter(Boolean));
  }

  #names(paper) {
    const { camera, names } = this.map;
    const halo = { stroke: paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
    const written = names.written.map(({ element: name, lines, unitX, unitY, across, down }) => {
      const { color, fontSize, fontWeight, lineHeight, letterSpacing } = getComputedStyle(name);
      const [x, y] = [camera.x(unitX) + across, camera.y(unitY) + down];
      const step = parseFloat(lineHeight);
      const first = y - step * (lines.length - 1) / 2 + parseFloat(fontSize) * 0.35;
      return drawn("text", {
        "font-size": fontSize, "font-weight": fontWeight, "letter-spacing": letterSpacing, fill: color, "text-anchor": "middle", ...halo,
      }, ...lines.map((line, row) => drawn("tspan", { x: x.toFixed(1), y: (first + row * step).toFixed(1) }, line)));
    });
    return drawn("g", {}, drawn("path", { d: names.lines.getAttribute("d"), stroke: this.#ink("var(--ink)"), "stroke-width": 0.8 }), ...written);
  }

  #entry({ name, id, colour, shape }, rank, rows, across, top) {
    const [column, row] = [Math.floor(rank / rows), rank % rows];
    const x = SIDE + column * (this.map.camera.width / across);
    const y = top + (row + 0.5) * LINE_OF_LEGEND;
    const text = shortened(id === undefined ? name : `${id}  ${name}`, widthOfLegend, this.map.camera.width / across - 36);
    return drawn("g", {},
      drawn("path", { d: OUTLINES[shape], fill: this.#ink(colour), transform: `translate(${x + 8} ${y}) scale(5.5)` }),
      this.#text(text, x + 24, y + 4.5, 13, 400));
  }

  #text(words, x, y, size, weight) {
    return drawn("text", { x, y, "font-size": size, "font-weight": weight, fill: this.#ink("var(--ink)") }, words);
  }
}

/** How wide a text of the legend is at most; the letters of whoever opens the file are not known. */
function widthOfLegend(text) {
  return text.length * 7;
}
