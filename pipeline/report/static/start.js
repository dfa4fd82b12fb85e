// Start: what the page can do beyond showing, once the documents are unpacked.

async function start() {
  const corpus = await Corpus.read();
  const view = new View(corpus);
  const corrections = new Corrections(corpus, correctedRun(document.querySelector("#corrections")));
  new CorrectionTray(corrections);
  new Judging(view, corrections);
  for (const place of document.querySelectorAll("[data-filters]")) new Filters(view, place);
  const tables = Array.from(document.querySelectorAll("[data-documents]"), (place) => new DocumentTable(view, place));
  for (const place of document.querySelectorAll("[data-map]")) new DocumentMap(view, place);
  new Correcting(view, corrections);
  document.documentElement.classList.add("alive");
  const address = new Address(view);
  new Panel(view, address, document.querySelector("#selection"));
  address.begin();
  for (const table of tables) new DocumentView(view, table, address);
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, () => view.reading.begin(), { once: true });
}

fold();
new Navigation(document.querySelector("#sections"));
start().catch((reason) => {
  document.querySelector(".unread")?.removeAttribute("hidden");
  throw reason;
});
