// The map answers: titles on pointing, and the legend shows one topic or theme alone.
// The page says everything without it. Texts are set as text, never as markup.
"use strict";
for (const box of document.querySelectorAll(".map-box")) {
  const map = box.querySelector("svg.map");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  box.append(tip);

  const titles = new Map();
  for (const point of map.querySelectorAll("circle")) {
    const title = point.querySelector("title");
    titles.set(point, title.textContent);
    title.remove(); // else the browser shows its own as well
  }

  map.addEventListener("pointerover", (event) => {
    tip.hidden = !titles.has(event.target);
    if (tip.hidden) return;
    tip.textContent = titles.get(event.target);
    const frame = box.getBoundingClientRect();
    const point = event.target.getBoundingClientRect();
    const left = point.left - frame.left + point.width / 2 - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
    tip.style.top = `${point.bottom - frame.top + 8}px`;
  });
  map.addEventListener("pointerleave", () => { tip.hidden = true; });

  const buttons = box.querySelectorAll(".legend button");
  const show = (chosen) => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
    for (const mark of map.querySelectorAll(".points > *")) {
      const kept = !chosen || Object.entries(chosen.dataset)
        .every(([kind, number]) => mark.dataset[kind] === number);
      mark.classList.toggle("faded", !kept);
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(button.getAttribute("aria-pressed") === "true" ? null : button);
    });
  }
  for (const radio of box.querySelectorAll(".switch input")) {
    radio.addEventListener("change", () => { show(null); });
  }
}
