// Folding: on a small screen what is long is closed at first, but for what the address names;
// what a link leads to is opened on every screen.

const SMALL_SCREEN = "(max-width: 40rem)";

function fold() {
  addEventListener("hashchange", unfold);
  if (matchMedia(SMALL_SCREEN).matches) {
    for (const part of document.querySelectorAll("details.fold")) part.open = false;
  }
  unfold();
}

/** Opens whatever holds what the address names. */
function unfold() {
  const named = document.getElementById(plainly(location.hash.slice(1)));
  for (let part = named?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}
