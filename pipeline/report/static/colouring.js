// Colouring: what colour and shape each document has on the map, and what that means.

const MOST_SHAPED = 5000; // documents whose shapes can still be told apart
const MOST_VALUES_COLOURED = 8; // values of a column with a colour of their own: those of the palette
const STEPS = 6; // colours of the ramp of years

/** The colourings that a corpus allows, as [value for View.setColour, name]. */
function colourings(corpus) {
  const told = corpus.levels.some(({ topics }) => topics.some(({ holds }) => holds));
  return [
    corpus.levels.some(({ topics }) => topics.length) ? ["topic", "topic"] : null,
    corpus.themes.length ? ["theme", "theme"] : null,
    told ? ["holds", "how the topic holds"] : null,
    corpus.dates.some(Boolean) ? ["date", "date"] : null,
    ...corpus.groups.map(({ name, values }, group) => (values.length > 1 ? [`group:${group}`, name] : null)),
  ].filter(Boolean);
}

/**
 * The colouring of all documents: { of, kinds, none, note }. `of` is a place in `kinds` for each
 * document; a kind has a name, a colour (CSS), a shape, and, where it can be filtered by, `filter`:
 * the change to the filters that keeps to it. `none` is the kind of documents without any.
 */
function colouring(corpus, level, colour) {
  const [what, group] = colour.split(":");
  const { kinds, kindOf, none, shaped, note = "" } = COLOURINGS[what](corpus, level, Number(group));
  const shapes = shaped && corpus.size <= MOST_SHAPED;
  const told = kinds.map((kind) => ({ ...kind, shape: shapes ? (kind.shape ?? 0) : 0 }));
  const of = Uint16Array.from({ length: corpus.size }, (_, place) => {
    const kind = kindOf(place);
    return kind < 0 ? kinds.length : kind;
  });
  return { of, kinds: [...told, { colour: "var(--none)", shape: 0, ...none }], none: kinds.length, note };
}

const COLOURINGS = {
  topic(corpus, level) {
    const { topics, of } = corpus.levels[level] ?? { topics: [], of: [] };
    const kinds = topics.map(({ id, label, colour, form }, topic) => ({
      id, name: label, colour: hue(colour), shape: form, filter: { topic: String(topic) },
    }));
    const none = { name: "No topic", filter: { topic: "-1" } };
    return { kinds, kindOf: (place) => of[place] ?? -1, none, shaped: true };
  },

  theme(corpus) {
    const kinds = corpus.themes.map(({ name, colour, form, has }, theme) => ({
      name, has, colour: hue(colour), shape: form, filter: { theme: String(theme) },
    }));
    const note = "A document with several themes has the mark of the one that fits best, and counts under each.";
    const none = { name: "No theme", filter: { theme: "-1" } };
    return { kinds, kindOf: (place) => corpus.primary[place], none, note, shaped: true };
  },

  holds(corpus, level) {
    const { topics, of } = corpus.levels[level];
    const words = ["solid", "fair", "shaky"];
    const kinds = words.map((word, place) => ({
      name: `Topic is ${word}`, colour: hue([0, 6, 1][place]), shape: [0, 3, 6][place], filter: { holds: word },
    }));
    const wordOf = topics.map(({ holds }) => words.indexOf(holds));
    const none = { name: "No topic, or not known" };
    const note = "A topic is solid where it comes back when documents are left out, and shaky where it does not.";
    return { kinds, kindOf: (place) => wordOf[of[place]] ?? -1, none, note, shaped: true };
  },

  date(corpus) {
    const spans = spansOf(corpus);
    const spanOf = new Map(spans.flatMap((span, place) => span.map((year) => [year, place])));
    const kinds = spans.map((span, place) => {
      const [from, to] = [span[0], span.at(-1)];
      const step = Math.round(place * (STEPS - 1) / Math.max(spans.length - 1, 1));
      return { name: from === to ? from : `${from} to ${to}`, colour: `var(--ramp-${step})`, filter: { from, to } };
    });
    return { kinds, kindOf: (place) => spanOf.get(corpus.yearOf(place)) ?? -1, none: { name: "No date" } };
  },

  group(corpus, level, group) {
    const { name, values, of } = corpus.groups[group];
    const sizes = new Uint32Array(values.length);
    for (const value of of) sizes[value] += 1;
    const order = [...values.keys()].filter((value) => values[value]).toSorted((a, b) => sizes[b] - sizes[a]);
    const chosen = order.slice(0, MOST_VALUES_COLOURED);
    const kinds = chosen.map((value, kind) => ({
      name: values[value], colour: hue(kind), shape: corpus.forms[kind], filter: { groups: { [group]: String(value) } },
    }));
    const others = order.length - chosen.length;
    const note = others ? `The ${chosen.length} most frequent of ${count(order.length, "value")} of “${name}” have a colour.` : "";
    const rest = [others ? count(others, "other value") : "", values.includes("") ? "none given" : ""];
    const none = { name: sentence(rest.filter(Boolean).join(", or ")) };
    const kindOf = values.map((_, value) => chosen.indexOf(value));
    return { kinds, kindOf: (place) => kindOf[of[place]], none, note, shaped: true };
  },
};

/** Years in order, in spans of about equally many documents, one for each step of the ramp at most. */
function spansOf(corpus) {
  const sizes = new Map();
  for (let place = 0; place < corpus.size; place += 1) {
    const year = corpus.yearOf(place);
    if (year) sizes.set(year, (sizes.get(year) ?? 0) + 1);
  }
  const spans = [[]];
  let left = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let held = 0;
  for (const year of [...sizes.keys()].toSorted()) {
    const share = left / (STEPS - spans.length + 1);
    if (held && spans.length < STEPS && held + sizes.get(year) / 2 > share) {
      left -= held;
      held = 0;
      spans.push([]);
    }
    spans.at(-1).push(year);
    held += sizes.get(year);
  }
  return spans;
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hue(place) {
  return `var(--colour-${place})`;
}
