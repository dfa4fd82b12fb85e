// Start: what the page can do beyond showing, once the documents are unpacked.

async function start() {
  const corpus = await Corpus.read();
  const view = new View(corpus);
  for (const place of document.querySelectorAll("[data-filters]")) new Filters(view, place);
  for (const place of document.querySelectorAll("[data-documents]")) new DocumentView(view, new DocumentTable(view, place));
  for (const place of document.querySelectorAll("[data-map]")) new DocumentMap(view, place);
  document.documentElement.classList.add("alive");
}

fold();
new Navigation(document.querySelector("#sections"));
start().catch((reason) => {
  document.querySelector(".unread")?.removeAttribute("hidden");
  throw reason;
});
