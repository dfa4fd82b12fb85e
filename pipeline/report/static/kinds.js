"use strict";
// Kinds: what is marked in the text of a document, and how a reader sees it.

const MOST_MARKED = 2000; // of a kind in one text

/** What can be marked in a document's text: kinds, each with a name, a look and its spans. */
function kindsOf(view, place, text) {
  const { corpus } = view;
  const topic = corpus.topicOf(place, view.level);
  const evident = corpus.themes.filter((theme) => corpus.evidenceOf(place, theme));
  const words = evident.flatMap((theme) => corpus.evidenceOf(place, theme).words);
  const kinds = [
    ...evident.map((theme) => evidenceKind(corpus, place, theme, text)),
    { name: "boilerplate or masked, not read", classes: "left-out", spans: spansLeftOut(corpus, place, text) },
    { name: "words that speak for a theme", classes: "theme-word", spans: spansOfWords(text, words) },
    { name: "keywords of its topic", classes: "topic-word", spans: spansOfWords(text, topic?.words ?? []) },
    { name: "what you searched for", classes: "searched", spans: spansOfTerms(text, view.query.sought) },
  ];
  return kinds.filter((kind) => kind.theme || kind.spans.length).map((kind) => ({ on: true, ...legible(kind) }));
}

function spansLeftOut(corpus, place, text) {
  return corpus.leftOutOf(place).map(([start, end]) => {
    const first = unitsBefore(text, start);
    return { start: first, end: first + unitsBefore(text.slice(first), end - start) };
  });
}

/** A kind of mark with so many spans, the first, as a browser lays out with ease. */
function legible(kind) {
  const { spans } = kind;
  if (spans.length <= MOST_MARKED) return kind;
  const first = spans.toSorted((a, b) => a.start - b.start).slice(0, MOST_MARKED);
  return { ...kind, spans: first, note: ` (the first ${number.format(MOST_MARKED)} of ${number.format(spans.length)})` };
}

function evidenceKind(corpus, place, theme, text) {
  const evidence = corpus.evidenceOf(place, theme);
  const start = unitsBefore(text, evidence.start);
  const span = { start, end: start + unitsBefore(text.slice(start), evidence.end - evidence.start) };
  const beyond = span.end > text.length ? " beyond the part shown here; theme_documents.csv quotes it" : "";
  const unassigned = theme.has[place] ? "" : " (it does not have this theme)";
  return {
    theme, name: theme.name, note: `${unassigned}${beyond}`, on: theme.has[place] === 1,
    classes: `evident by-theme-${theme.colour}`, spans: span.start < text.length ? [span] : [],
  };
}

/** A piece of text inside the marks of all that covers it, and the names of themes that end there. */
function shownPiece({ text, end, spans }) {
  const marks = spans.toSorted((a, b) => Number(Boolean(b.kind.theme)) - Number(Boolean(a.kind.theme)));
  const shown = marks.reduceRight((inner, { kind }, depth) => (
    [element("mark", `${kind.classes} depth-${Math.min(depth, 2)}`, ...inner)]
  ), breakable(text));
  const names = marks.filter((span) => span.kind.theme && span.end === end).map(({ kind: { theme } }) => (
    element("span", `evident-name by-theme-${theme.colour}`, bdi(theme.name))
  ));
  return [...shown, ...names];
}
