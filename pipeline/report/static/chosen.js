"use strict";
// Chosen: what documents are chosen by, in words; and how they lie in time, as a picture.

/** The filters and the selection as nodes, in words. */
function chosenBy({ corpus, level, filters, query, selection, outline }) {
  const told = [];
  const tell = (what, name) => told.push(told.length ? "; " : "", what, ...(name === undefined ? [] : [" ", bdi(name)]));
  if (outline) tell("in the area drawn");
  else if (selection) tell("a list of documents");
  if (query.clauses.length) tell("found by", `“${filters.query}”`);
  for (const wanted of [filters.theme, filters.also]) {
    if (wanted !== ANY) tell(...(corpus.themes[wanted] ? ["theme", corpus.themes[wanted].name] : ["without a theme"]));
  }
  if (filters.topic !== ANY) {
    const topic = corpus.levels[level].topics[filters.topic];
    tell(...(topic ? ["topic", `${topic.id} ${topic.label}`] : ["without a topic"]));
  }
  if (filters.holds) tell(`in ${filters.holds} topics`);
  const { from, to } = filters;
  if (from || to) tell("dated", from === to ? from : `${from || "…"} to ${to || "…"}`);
  for (const [group, value] of Object.entries(filters.groups)) {
    if (value !== ANY) tell(`${corpus.groups[group].name}:`, corpus.groups[group].values[value] || "none given");
  }
  return told;
}

/** Documents by year as columns, with a line where they would be if these were like all. */
function yearsDrawn(years, many, size) {
  const most = Math.max(...years.map(([, here, all]) => Math.max(here, all * many / size)));
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const put = (made, attributes) => {
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  };
  const draw = (name, attributes) => put(picture.appendChild(document.createElementNS(space, name)), attributes);
  const words = years.filter(([, here]) => here).map(([year, here]) => `${year}: ${number.format(here)}`);
  put(picture, { viewBox: `0 0 ${years.length} 100`, preserveAspectRatio: "none", role: "img", "aria-label": words.join(", ") });
  const up = (value) => 100 - 100 * value / most;
  for (const [step, [, here]] of years.entries()) draw("rect", { x: step + 0.1, width: 0.8, y: up(here), height: 100 - up(here) });
  draw("path", { d: years.map(([, , all], step) => `M${step} ${up(all * many / size)}h1`).join("") });
  const ends = element("p", "ends", element("span", "", String(years[0][0])), element("span", "", String(years.at(-1)[0])));
  ends.ariaHidden = "true";
  return [picture, ends, element("p", "note", "A line is what as many documents of all would have.")];
}
