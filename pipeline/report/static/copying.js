"use strict";
// Copying: a text into the reader's clipboard, also where a browser keeps it from a file.

/** Copies a text and says so on the button for a while. */
async function copy(text, button) {
  button.dataset.words ??= button.textContent; // pressed again, it may still say so
  const done = await written(text);
  button.textContent = done ? "Copied" : "Could not be copied";
  setTimeout(() => { button.textContent = button.dataset.words; }, 2000);
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writtenByHand(text);
  }
}

/** The old way: a field, its text chosen, within the dialog that is open where there is one. */
function writtenByHand(text) {
  const field = element("textarea", "unseen");
  field.value = text;
  const focused = document.activeElement;
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return done;
}
