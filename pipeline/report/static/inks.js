// Inks: the colours of the style sheet as pixels, read when they are needed: they follow the
// light or dark that the reader has.

class Inks {
  #probe;
  #context;

  /** `element` is where the colours hold; a custom property may differ from place to place. */
  constructor(element) {
    this.#probe = document.createElement("span");
    this.#probe.hidden = true;
    element.append(this.#probe);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    this.#context = canvas.getContext("2d", { willReadFrequently: true });
  }

  /** A colour such as "var(--colour-3)" as one pixel of an Int32Array over image data. */
  of(colour) {
    this.#probe.style.color = colour;
    this.#context.fillStyle = getComputedStyle(this.#probe).color;
    this.#context.fillRect(0, 0, 1, 1);
    return new Int32Array(this.#context.getImageData(0, 0, 1, 1).data.buffer)[0];
  }
}
