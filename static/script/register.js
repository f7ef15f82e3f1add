// Filters and sorts the register of entities in place, as the server does at the same address.

const form = document.querySelector("#pick_");
const status = form?.querySelector(".found");
const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[‘’]/g, "'");

function apply() {
  const { q, kind, sort } = form.elements;
  const words = fold(q.value).split(/\s+/);
  const order = ["", "mentions", "first"].indexOf(sort.value);
  const rank = (row) => row.dataset.ranks.split(" ")[order];
  const count = (radio, found) => {
    radio.parentNode.querySelector(".count").textContent = found;
  };
  let all = 0;
  let shown = 0;
  for (const section of document.querySelectorAll(".kind")) {
    const heading = section.querySelector("h2");
    const list = section.querySelector("ul");
    const rows = [...list.children].sort((a, b) => rank(a) - rank(b));
    let found = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.names.includes(word));
      found += !row.hidden;
    }
    list.append(...rows);
    section.hidden = !found || (kind.value && kind.value !== heading.id);
    heading.querySelector(".count").textContent = found;
    count([...kind].find((radio) => radio.value === heading.id), found);
    all += found;
    if (!section.hidden) shown += found;
  }
  count(kind[0], all);
  const told = status.textContent.replace(/\d+/, shown);
  if (told !== status.textContent) status.textContent = told;
  const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(history.state, "", chosen.size ? `?${chosen}` : location.pathname);
}

if (form) {
  form.querySelector("button").hidden = true;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
}
