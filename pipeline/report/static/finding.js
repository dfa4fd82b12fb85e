// Finding: which documents are where on the map. All are looked at each time: for hundreds of
// thousands that takes about a millisecond, and there is nothing to keep up to date.

/** The shown document nearest to a place of the map, at most `reach` away; -1 for none. */
function nearest({ x, y, size }, shown, unitX, unitY, reach = Infinity) {
  let found = -1;
  let least = reach * reach;
  for (let place = 0; place < size; place += 1) {
    const distance = (x[place] - unitX) ** 2 + (y[place] - unitY) ** 2;
    if (distance <= least && shown[place]) [found, least] = [place, distance];
  }
  return found;
}

/**
 * The next shown document from one in a direction (1 or -1 across, or down); -1 for none. What
 * lies at the side counts twice as far; those at the very same place come one after the other.
 */
function next({ x, y, size }, shown, from, across, down) {
  const order = across + down;
  let found = -1;
  let least = Infinity;
  for (let place = 0; place < size; place += 1) {
    if (!shown[place] || place === from) continue;
    const [right, below] = [x[place] - x[from], y[place] - y[from]];
    const ahead = right * across + below * down;
    const aside = Math.abs(right * down) + Math.abs(below * across);
    const same = right === 0 && below === 0;
    if (same ? (place - from) * order < 0 : ahead <= 0) continue;
    const distance = same ? Math.abs(place - from) / size / 100 : ahead + 2 * aside;
    if (distance < least) [found, least] = [place, distance];
  }
  return found;
}

/** The documents within an outline, a list of [x, y] of the map, in corpus order; `shown` ones, or all (null). */
function within({ x, y, size }, shown, outline) {
  const found = [];
  for (let place = 0; place < size; place += 1) {
    if ((!shown || shown[place]) && encloses(outline, x[place], y[place])) found.push(place);
  }
  return found;
}

/** Whether an outline runs round a place: a ray from there crosses it an odd number of times. */
function encloses(outline, x, y) {
  let inside = false;
  let [beforeX, beforeY] = outline.at(-1);
  for (const [atX, atY] of outline) {
    const crosses = (atY > y) !== (beforeY > y);
    if (crosses && x < (beforeX - atX) * (y - atY) / (beforeY - atY) + atX) inside = !inside;
    [beforeX, beforeY] = [atX, atY];
  }
  return inside;
}
