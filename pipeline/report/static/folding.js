// Folding: on a small screen what is long is closed at first, but for what the address names.

const SMALL_SCREEN = "(max-width: 40rem)";

function fold() {
  if (!matchMedia(SMALL_SCREEN).matches) return;
  const named = document.getElementById(location.hash.slice(1));
  for (const part of document.querySelectorAll("details.fold")) {
    part.open = named !== null && part.contains(named);
  }
}
