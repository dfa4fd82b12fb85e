"use strict";
// Remembering: what the browser keeps of this page for its reader, under a key of the run's own. A page
// opened from a file may have no such place, and one that is full keeps nothing more.

/** What was kept under a key; null where nothing is, or nothing can be. */
function recalled(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps a value; says whether that went well. */
function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
