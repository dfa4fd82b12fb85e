// Regions: the soft areas behind the points that say where on the map each topic lies.

class Regions {
  /** `place` is a group within an SVG picture that covers the map. */
  constructor(place, corpus) {
    this.place = place;
    this.corpus = corpus;
  }

  /** Draws those of the topics of the view's level, or of the one that is filtered by. */
  show(view) {
    const { topics } = this.corpus.levels[view.level] ?? { topics: [] };
    const chosen = view.filters.topic === ANY ? topics : topics.filter((_, topic) => String(topic) === view.filters.topic);
    this.place.replaceChildren(...chosen.flatMap((topic) => regionsOf(topic, view.colour === "topic")));
  }

  follow({ scale, left, top }) {
    this.place.setAttribute("transform", `matrix(${scale} 0 0 ${scale} ${left} ${top})`);
  }
}

/** The areas of a topic, the outer first, as SVG paths in its colour, or without any. */
function regionsOf({ colour, regions }, coloured) {
  return regions.filter(Boolean).map((outline) => {
    const path = drawn("path", { d: outline });
    if (coloured) path.classList.add(`by-topic-${colour}`);
    return path;
  });
}

/** A new element of an SVG picture with these attributes. */
function drawn(name, attributes, ...content) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [each, value] of Object.entries(attributes)) made.setAttribute(each, value);
  made.append(...content);
  return made;
}
