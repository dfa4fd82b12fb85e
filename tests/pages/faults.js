// What is wrong with a page: each function gives a list of words, empty where nothing is wrong.
"use strict";
{
  const all = (selector) => [...document.querySelectorAll(selector)];

  // An element in the words in which it would be looked for in a template.
  const called = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    const text = element.textContent.trim().replaceAll(/\s+/g, " ").slice(0, 40);
    return `${element.localName}${id}${classes} "${text}"`;
  };

  const seen = (element) => element.checkVisibility({ visibilityProperty: true });

  const sideways = (element) => getComputedStyle(element).overflowX;

  const overfull = (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;

  const held = (element) => {
    let around = element.parentElement;
    while (around && around !== document.body && sideways(around) === "visible") around = around.parentElement;
    return around !== null && around !== document.body;
  };

  const cutOff = () => all("body *")
    .filter((element) => ["hidden", "clip"].includes(sideways(element)) && overfull(element) && seen(element))
    .filter((element) => getComputedStyle(element).textOverflow !== "ellipsis")
    .map((element) => `cut off: ${called(element)}`);

  const tooWide = () => {
    const room = document.documentElement.clientWidth;
    const excess = document.documentElement.scrollWidth - room;
    if (excess <= 0) return cutOff();
    const out = all("body *").filter((element) => {
      const box = element.getBoundingClientRect();
      return seen(element) && box.width > 0 && box.right > room + 0.5 && !held(element);
    });
    return [`${excess} px wider than the window`, ...out.slice(0, 5).map(called)];
  };

  // What a pointer can scroll sideways has to be a stop of the Tab key.
  const notScrollableByKeyboard = () => all("main *")
    .filter((element) => ["auto", "scroll"].includes(sideways(element)) && overfull(element))
    .filter((element) => seen(element) && element.tabIndex !== 0)
    .map(called);

  const headingsOutOfOrder = () => {
    const headings = all("h1, h2, h3, h4, h5, h6");
    const level = (heading) => Number(heading.localName[1]);
    return headings
      .filter((heading, place) => level(heading) > (place ? level(headings[place - 1]) + 1 : 1))
      .map(called);
  };

  // The page's script answers to the addresses of all documents and of views; reports of other runs
  // lie beside a page or they do not.
  const leads = (address) => (document.querySelector("dialog#document") && /^#(document-|view\?)./.test(address))
    || /^(\.\.\/[^/]+\/)?report\.html(#|$)/.test(address)
    || (address.startsWith("#") && document.getElementById(decodeURIComponent(address.slice(1))));

  const deadLinks = () => all("[href]").filter((link) => !leads(link.getAttribute("href"))).map(called);

  const named = (figure) => {
    const by = (figure.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
    const title = [...figure.children].find((child) => child.localName === "title");
    return [figure.getAttribute("aria-label"), figure.getAttribute("alt"), title?.textContent,
      ...by.map((element) => element?.textContent)].some((name) => name?.trim());
  };

  const figuresWithoutName = () => all("svg, canvas, img")
    .filter((figure) => !figure.closest("[aria-hidden='true']") && !named(figure))
    .map(called);

  const repeatedIds = () => {
    const ids = all("[id]").map((element) => element.id);
    return ids.filter((id, place) => ids.indexOf(id) < place);
  };

  // Of buttons that exclude each other, Tab stops at the chosen one.
  const stops = () => all("a[href], button, input, select, textarea, summary, [tabindex]")
    .filter((element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]"))
    .filter((element) => seen(element) && (element.type !== "radio" || element.checked));

  const reached = new Set();
  const hidden = [];

  const marked = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return outlined || style.boxShadow !== "none";
  };

  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };

  // To be asked after each press of Tab.
  const arrive = () => {
    const element = document.activeElement;
    if (element === document.body || reached.has(element)) return;
    reached.add(element);
    if (!marked(element)) hidden.push(`focus does not show: ${called(element)}`);
    if (!inView(element)) hidden.push(`out of view: ${called(element)}`);
  };

  const notReachedByTab = () => [
    ...stops().filter((element) => !reached.has(element)).map((element) => `not reached: ${called(element)}`),
    ...hidden,
  ];

  globalThis.faults = {
    arrive, deadLinks, figuresWithoutName, headingsOutOfOrder, notReachedByTab,
    notScrollableByKeyboard, repeatedIds, stops, tooWide,
  };
}
