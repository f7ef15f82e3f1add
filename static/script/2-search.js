// The search box: suggestions as a combobox (WAI-ARIA 1.2, editable, list), results without a
// page load on the search page, and the walk through marked words. The form works without it.

const find = document.querySelector(".find");
const form = find.querySelector("form");
const box = form.q;
const said = find.querySelector("[role=status]");
const onSearch = document.body.matches(".finding");
const groups = {
  reference: "Go to",
  judgment: "Judgments",
  section: "Sections",
  entity: "Entities",
  theme: "Themes",
  words: "Search for",
};
const answers = new Map();
let options = [];
let active = -1;
let typed = box.value.trim();
let turn = 0;
let wait;
// Where the page was before words were typed: what Back leads to once they are sent.
let settled = location.href;

const set = (element, attributes) => {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  return element;
};
const add = (parent, role, words = "") => {
  const element = set(parent.appendChild(document.createElement("div")), { role });
  element.textContent = words;
  return element;
};

const list = set(add(form, "listbox"), { id: "options_", "aria-label": "Suggestions" });
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
    const part = (parts[kind] ??= set(add(list, "group"), { "aria-label": groups[kind] }));
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
  if (!onSearch) said.textContent = options.length ? `${options.length} suggestions` : "";
};

// Swaps the results for those at `url`; an answer that was overtaken is dropped. Tells whether it
// could.
const load = async (url, typing) => {
  const mine = ++turn;
  const answer = await fetch(url).catch(() => 0);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== turn) return true;
  for (const part of ["main", "footer.site"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  document.title = page.title;
  if (typing) history.replaceState(null, "", url);
  said.textContent = document.querySelector("h1").textContent;
  dispatchEvent(new Event("results"));
  return true;
};

const target = () => {
  const pairs = [...new FormData(form)].filter((pair) => pair[1].trim());
  return `${form.action}?${new URLSearchParams(pairs)}`;
};

const ask = async () => {
  const now = box.value.trim();
  if (now === typed) return;
  typed = now;
  if (onSearch) load(target(), true);
  if (typed.length < 2) return show(false);
  if (!answers.has(now)) {
    const query = new URLSearchParams({ q: now, report: form.report?.value ?? "" });
    const answer = await fetch(`${box.dataset.suggest}?${query}`).catch(() => 0);
    if (!answer?.ok) return;
    const { partial, suggestions } = await answer.json();
    if (!partial) answers.set(now, suggestions);
  }
  if (now === typed && document.activeElement === box) draw(answers.get(now) ?? []);
};

show(false);

const later = (event) => {
  clearTimeout(wait);
  if (!event.isComposing) wait = setTimeout(ask, 150);
};
box.addEventListener("input", later);
box.addEventListener("compositionend", later);
box.addEventListener("blur", () => show(false));
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
  else if (key === "Home") activate(0);
  else if (key === "End") activate(last);
  else if (key === "Enter") choose(options[active]);
  else return;
  if (key.startsWith("Arrow")) show(true);
  if (key !== "Tab") event.preventDefault();
});

if (onSearch) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(wait);
    show(false);
    const url = target();
    typed = box.value.trim();
    // Back leads to the search before this one, not to its first letters.
    history.replaceState(null, "", settled);
    if (url !== settled) history.pushState(null, "", url);
    settled = url;
    if (!(await load(url))) location.assign(url);
  });
  addEventListener("popstate", () => {
    if (location.href.split("#")[0] === settled.split("#")[0]) return;
    settled = location.href;
    typed = box.value = new URLSearchParams(location.search).get("q") ?? "";
    load(settled);
  });
}

// Marked words: n and Shift+n walk them and on to the next section, Escape clears them.
const bar = document.querySelector(".marks");
if (bar) {
  const marks = [...document.querySelectorAll("main mark.hit:not(.rest)")];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const [visit] = performance.getEntriesByType("navigation");
  const arrived = document.querySelector("main .target");
  let at = arrived ? marks.findIndex((mark) => arrived.contains(mark)) : -1;
  const look = (mark, behavior) => {
    const note = mark.closest("details");
    if (note) note.open = true;
    mark.scrollIntoView({ block: "center", behavior });
  };
  const walk = (step) => {
    const mark = marks[at < 0 && step < 0 ? -1 : at + step];
    if (!mark) return bar.querySelector(`[rel=${step > 0 ? "next" : "prev"}]`)?.click();
    at = marks.indexOf(mark);
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    look(mark, still.matches ? "instant" : "smooth");
  };
  const clear = () => {
    for (const mark of document.querySelectorAll("main mark.hit")) mark.replaceWith(...mark.childNodes);
    history.replaceState(null, "", bar.querySelector(".clear").href + location.hash);
    bar.remove();
    removeEventListener("keydown", press);
    said.textContent = "Marks cleared";
  };
  const press = (event) => {
    const { key, target, shiftKey } = event;
    const elsewhere = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
    if (elsewhere || target.closest?.("input, select, textarea")) return;
    if (key === "Escape") clear();
    else if (key.toLowerCase() === "n") walk(shiftKey ? -1 : 1);
  };
  addEventListener("keydown", press);
  bar.querySelector(".clear").addEventListener("click", (event) => {
    event.preventDefault();
    clear();
  });
  if (marks.length && !arrived && !location.hash && visit?.type === "navigate") look(marks[0], "instant");
}
