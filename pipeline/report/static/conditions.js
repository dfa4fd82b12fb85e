"use strict";
// Conditions: a view in words that an address can hold, and a view made of them. Topics go by
// their numbers, themes and columns by their names, so that a link still fits the next report.
// `theme=` with nothing after it is "without a theme".

const IN = "in."; // before the name of a column
const TOLERANCE = 0.6; // units of the map by which a drawn outline may be simplified
const TENTHS = 10;

class Conditions {
  constructor(view) {
    this.view = view;
    this.level = view.level;
    this.colour = view.colour;
  }

  /** The view as it is now; empty for all documents on the whole map. */
  get told() {
    const { view, view: { corpus, filters, query, outline, selection, look } } = this;
    const told = new URLSearchParams();
    const tell = (name, value) => { if (value !== ANY && value !== null) told.append(name, value); };
    tell("search", query.clauses.length ? filters.query : null);
    for (const name of ["theme", "also"]) {
      if (filters[name] !== ANY) told.append(name, corpus.themes[filters[name]]?.name ?? "");
    }
    if (filters.topic !== ANY) told.append("topic", corpus.levels[view.level].topics[filters.topic]?.id ?? "");
    for (const name of ["holds", "from", "to"]) tell(name, filters[name]);
    for (const [group, value] of Object.entries(filters.groups)) {
      if (value !== ANY) told.append(IN + corpus.groups[group].name, corpus.groups[group].values[value]);
    }
    if (outline) tell("area", outline.map((at) => at.map((unit) => Math.round(unit * TENTHS)).join(".")).join("_"));
    else if (selection) told.append("documents", rangesOf([...selection]));
    tell("level", view.level === this.level ? null : view.level);
    tell("colour", view.colour === this.colour ? null : view.colour);
    tell("at", look && [look.x, look.y, look.zoom].join("_"));
    return String(told);
  }

  /** Shows what conditions say; what is not here is told. */
  apply(told) {
    const { view } = this;
    const given = new URLSearchParams(told);
    const levels = view.corpus.levels.length;
    const level = Number(given.get("level") ?? this.level);
    const wanted = { level: level >= 0 && level < levels ? level : this.level };
    wanted.filters = this.#filters(given, wanted.level);
    wanted.colour = this.#colour(given.get("colour"));
    wanted.look = this.#look(given.get("at"));
    Object.assign(wanted, this.#chosen(given));
    view.show(wanted);
  }

  #filters(given, level) {
    const { corpus } = this.view;
    const filters = { groups: {} };
    const named = (name, values, what) => {
      if (!given.has(name)) return;
      const value = given.get(name);
      const place = value === "" ? -1 : values.indexOf(value);
      if (value !== "" && place < 0) this.view.miss(`The link asks for the ${what} “${value}”, which this report does not have.`);
      else filters[name] = String(place);
    };
    const themes = corpus.themes.map(({ name }) => name);
    named("theme", themes, "theme");
    named("also", themes, "theme");
    named("topic", (corpus.levels[level]?.topics ?? []).map(({ id }) => String(id)), "topic");
    const plain = corpus.dates.length ? ["holds", "from", "to"] : ["holds"];
    for (const name of plain) if (given.has(name)) filters[name] = given.get(name);
    if (given.has("search")) filters.query = given.get("search");
    for (const [name, value] of given) if (name.startsWith(IN)) this.#group(name.slice(IN.length), value, filters.groups);
    return filters;
  }

  #group(name, value, groups) {
    const { corpus } = this.view;
    const group = corpus.groups.findIndex((each) => each.name === name);
    const place = group < 0 ? -1 : corpus.groups[group].values.indexOf(value);
    if (place < 0) this.view.miss(`The link asks for “${value}” in ${name}, which this report does not have.`);
    else groups[group] = String(place);
  }

  #colour(asked) {
    if (asked === null) return this.colour;
    const offered = colourings(this.view.corpus).some(([value]) => value === asked);
    return offered ? asked : this.colour;
  }

  #look(asked) {
    const [x, y, zoom] = (asked ?? "").split("_").map(Number);
    return zoom > 1 && Number.isFinite(x) && Number.isFinite(y) ? { x, y, zoom } : null;
  }

  #chosen(given) {
    const { corpus } = this.view;
    const outline = (given.get("area") ?? "").split("_").map((at) => at.split(".").map((unit) => Number(unit) / TENTHS));
    if (outline.length > 2 && outline.flat().every(Number.isFinite)) return { outline, places: within(corpus, null, outline) };
    if (!given.has("documents")) return {};
    return { places: placesOf(given.get("documents"), corpus.size) };
  }
}

/** Places as ranges: "0-5.9.12-40". */
function rangesOf(places) {
  const ranges = [];
  for (const place of places.sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === place - 1) last[1] = place;
    else ranges.push([place, place]);
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(".");
}

/** The places that ranges name. */
function placesOf(ranges, size) {
  return ranges.split(".").filter((range) => /^\d+(-\d+)?$/.test(range)).flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return Array.from({ length: Math.max(0, Math.min(last, size - 1) - first + 1) }, (_, step) => first + step);
  });
}

/** An outline without the corners that hardly matter (Douglas & Peucker 1973), in tenths of a unit. */
function simplified(outline) {
  const kept = (points) => {
    if (points.length < 3) return points.slice(0, -1);
    const [first, last] = [points[0], points.at(-1)];
    const apart = points.map((at) => distance(at, first, last));
    const far = apart.indexOf(Math.max(...apart));
    if (apart[far] <= TOLERANCE) return [first];
    return [...kept(points.slice(0, far + 1)), ...kept(points.slice(far))];
  };
  const whole = [...kept(outline), outline.at(-1)];
  return whole.map((at) => at.map((unit) => Math.round(unit * TENTHS) / TENTHS));
}

/** How far a point is from the stretch between two others. */
function distance([x, y], [fromX, fromY], [toX, toY]) {
  const [across, down] = [toX - fromX, toY - fromY];
  const length = across ** 2 + down ** 2;
  const share = length ? Math.min(1, Math.max(0, ((x - fromX) * across + (y - fromY) * down) / length)) : 0;
  return Math.hypot(x - fromX - share * across, y - fromY - share * down);
}
