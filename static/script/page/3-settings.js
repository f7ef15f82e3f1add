// Type, colour and keys: what the reader chooses is put on the root and kept in the browser.

const root = document.documentElement;
const settings = document.querySelector(".settings");
const form = settings.querySelector("form");
const help = settings.querySelector("dialog");
const fields = [...form.elements].filter((field) => field.name);
for (const field of fields) {
  const chosen = root.dataset[field.name];
  if (field.type === "checkbox") field.checked = chosen;
  else field.value = chosen ?? "";
}

const apply = () => {
  const choice = Object.fromEntries([...new FormData(form)].filter((pair) => pair[1]));
  for (const { name } of fields) delete root.dataset[name];
  Object.assign(root.dataset, choice);
  try {
    localStorage.choice = JSON.stringify(choice);
  } catch {}
};
form.addEventListener("input", apply);
form.querySelector("button").onclick = () => help.showModal();

// To the judgment after or before: its page, or its place in the whole report.
const turn = (step) => {
  const heads = [...document.querySelectorAll(".whole .section-head")];
  if (step < 0) heads.reverse();
  const edge = parseFloat(getComputedStyle(root).scrollPaddingTop) + 4;
  const next = heads.find((head) => (head.getBoundingClientRect().top - edge) * step > 8);
  if (next) next.scrollIntoView();
  else document.querySelector(`.turn [rel=${step > 0 ? "next" : "prev"}]`)?.click();
};
const keys = {
  j: () => turn(1),
  k: () => turn(-1),
  "/": () => document.querySelector(".find [type=search]").focus(),
  // In folded settings it could not be seen.
  "?": () => (settings.open = true, help.showModal()),
  ".": () => document.querySelector(".lock")?.click(),
  t() {
    const { theme } = form.elements;
    const dark = theme.value ? theme.value === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    theme.value = dark ? "light" : "dark";
    apply();
  },
};
addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape") {
    const open = target.closest?.("header details[open]");
    if (open && !help.open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
  const typing = target.closest?.("input:not([type=checkbox]), select, textarea");
  if (key.length > 1 || event.ctrlKey || event.metaKey || event.altKey || typing || help.open) return;
  if (root.dataset.keys) return event.stopImmediatePropagation();
  if (!keys[key]) return;
  event.preventDefault();
  keys[key]();
}, true);
document.addEventListener("click", ({ target }) => {
  if (settings.open && !settings.contains(target)) settings.open = false;
});
