// The search box: suggestions as a combobox (WAI-ARIA 1.2, editable, list). The form works without
// it; `../search.js` hears from `box.typed` and the event `typed` what is asked.

const find = document.querySelector(".find");
const form = find.querySelector("form");
const box = form.q;
const said = find.querySelector("[role=status]");
const words = find.dataset;
const answers = new Map();
let options = [];
let active = -1;
let wait;
box.typed = box.value.trim();

const set = (element, attributes) => {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  return element;
};
const add = (parent, role, words = "") => {
  const element = set(parent.appendChild(document.createElement("div")), { role });
  element.textContent = words;
  return element;
};

const list = set(add(form, "listbox"), { id: "options_", "aria-label": words.list });
set(box, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });

const show = (open) => {
  list.hidden = !open;
  box.ariaExpanded = !!open;
  if (!open) activate(-1);
};

const activate = (to) => {
  options[active]?.removeAttribute("aria-selected");
  active = to;
  const option = options[to];
  if (!option) return box.removeAttribute("aria-activedescendant");
  set(option, { "aria-selected": true }).scrollIntoView({ block: "nearest" });
  set(box, { "aria-activedescendant": option.id });
};

const choose = (option) => {
  show(false);
  if (option.url) return location.assign(option.url);
  box.value = option.firstChild.textContent;
  form.requestSubmit();
};

const draw = (suggestions) => {
  list.replaceChildren();
  const parts = {};
  activate(-1);
  options = [];
  for (const { kind, text, detail, url } of suggestions) {
    const part = (parts[kind] ??= set(add(list, "group"), { "aria-label": words[kind] }));
    const option = add(part, "option");
    add(option, "presentation", text);
    // Words are sent by the form, which keeps its filters.
    if (kind !== "words") option.url = url;
    if (detail) add(option, "presentation", detail);
  }
  options = [...list.querySelectorAll("[role=option]")];
  options.forEach((option, at) => (option.id = "option_" + at));
  show(options.length);
  // On the search page the count of hits matters more.
  if (!document.body.matches(".finding")) said.textContent = options.length ? words.count.replace("#", options.length) : "";
};

const ask = async () => {
  const now = box.value.trim();
  if (now === box.typed) return;
  box.typed = now;
  form.dispatchEvent(new Event("typed"));
  if (now.length < 2) return show(false);
  if (!answers.has(now)) {
    const query = new URLSearchParams({ q: now, report: form.report?.value ?? "" });
    const answer = await fetch(`${box.dataset.suggest}?${query}`).catch(() => 0);
    if (!answer?.ok) return;
    const { partial, suggestions } = await answer.json();
    if (!partial) answers.set(now, suggestions);
  }
  if (now === box.typed && document.activeElement === box) draw(answers.get(now) ?? []);
};

show(false);

const later = (event) => {
  clearTimeout(wait);
  if (!event.isComposing) wait = setTimeout(ask, 150);
};
box.addEventListener("input", later);
box.addEventListener("compositionend", later);
box.addEventListener("blur", () => show(false));
form.addEventListener("submit", () => {
  clearTimeout(wait);
  show(false);
  box.typed = box.value.trim();
});
// A finger or the mouse on the list leaves the box its focus.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
});

box.addEventListener("keydown", (event) => {
  const { key } = event;
  const last = options.length - 1;
  const open = !list.hidden;
  if (event.isComposing || last < 0) return;
  if (key === "ArrowDown") activate(active < last ? active + 1 : -1);
  else if (key === "ArrowUp") activate(active < 0 ? last : active - 1);
  else if (!open) return;
  else if (key === "Escape" || key === "Tab") show(false);
  else if (active < 0) return;
  else if (key === "Enter") choose(options[active]);
  else return;
  if (key.startsWith("Arrow")) show(true);
  if (key !== "Tab") event.preventDefault();
});
