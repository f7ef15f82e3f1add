// What several of these scripts need. This file alone of the folder stands in no block.

const text = document.querySelector(".reading .text");
const main = document.querySelector("main");
const menu = document.querySelector("#point_");
// The block that a node stands in.
const blockOf = (node) => (node.closest ? node : node.parentElement).closest("[data-v]:not(.s)");
const arrived = document.querySelector("main .target");
// Led here by a link without a fragment: neither brought back from memory nor reloaded.
const anew = !location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate";
const make = (tag, className, textContent = "") =>
  Object.assign(document.createElement(tag), { className, textContent });
// What this browser keeps under a name, and keeping it; both do without where it keeps nothing.
const stored = (name) => {
  try {
    return JSON.parse(localStorage[name]);
  } catch {
    return {};
  }
};
const store = (name, values) => {
  try {
    localStorage[name] = JSON.stringify(values);
  } catch {}
};
// A press of a key or button without what would make it mean something else.
const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
// Puts `box` under `place`, a rectangle in the window, or over it where only there is room.
const beside = (box, { left, top, bottom }) => {
  const { clientWidth, clientHeight } = document.documentElement;
  const below = Math.min(bottom, clientHeight - box.offsetHeight - 12) + 6;
  const above = top - box.offsetHeight - 6;
  box.style.top = `${scrollY + (below > bottom || above < 6 ? below : above)}px`;
  box.style.left = `${scrollX + Math.max(8, Math.min(left, clientWidth - box.offsetWidth - 8))}px`;
};
