// The list: every highlight by report and section in the order of the text, or by date; narrowed by
// words and colour; its note and colour changed, taken away and put back.

const form = within("form");
const shelves = within(".shelves");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let rows = [];
let removed = [];

const change = (id, values) => {
  const held = load();
  const item = held?.find((one) => one.id === id);
  if (item && keep(Object.assign(held, { [held.indexOf(item)]: { ...item, ...values, modified: new Date().toISOString() } }))) say("");
};

const draw = (row) => {
  const { item, stands, title } = row;
  const shown = within("template").content.firstElementChild.cloneNode(true);
  const [link, state, now, quote, own, printed, pen, button] = ["a", ".state", "q", "blockquote", "textarea", ".own", "select", "button"].map((what) => within(what, shown));
  link.href = linkOf(item.parts[0], stands[0]);
  link.textContent = `${title}${stands[0]?.label ?? ""}` || item.parts[0].path;
  const time = within(".where", shown).appendChild(document.createElement("time"));
  time.dateTime = item.created;
  time.textContent = new Date(item.created).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
  const { lost } = item.parts.find((part) => part.lost) ?? {};
  const reworded = item.parts.filter((part) => part.now && !part.lost);
  const told = !reports.has(slugOf(item)) ? "away" : lost ? (lost === "gone" ? "gone" : "lost") : reworded.length ? "reworded" : item.parts.some((part) => part.from) ? "moved" : "";
  state.hidden = !told;
  within("span", state).textContent = words[told] ?? "";
  now.textContent = reworded.map((part) => part.now).join(" … ");
  now.hidden = told !== "reworded";
  quote.replaceChildren(...item.parts.map((part) => {
    const line = document.createElement("p");
    const mark = document.createElement("mark");
    mark.textContent = part.exact;
    line.append(mark);
    return line;
  }));
  quote.lang = reports.get(slugOf(item))?.lang ?? "";
  now.lang = quote.lang;
  shown.dataset.colour = pen.value = item.colour;
  own.value = printed.textContent = item.note;
  own.oninput = () => {
    item.note = printed.textContent = own.value;
    change(item.id, { note: own.value });
  };
  pen.onchange = () => {
    item.colour = shown.dataset.colour = pen.value;
    change(item.id, { colour: pen.value });
  };
  const about = `: ${quoted(item).slice(0, 60)}`;
  for (const part of [own, pen, button]) part.ariaLabel = (part.ariaLabel ?? part.textContent) + about;
  button.onclick = () => take([item]);
  return shown;
};

const take = (items) => {
  const held = load();
  if (!held || !keep(held.filter((one) => !items.some(({ id }) => id === one.id)))) return;
  removed = items;
  rows = rows.filter(({ item }) => !items.includes(item));
  show();
  say(words.removed, true);
  within("[data-do=undo]").focus();
};

const isWanted = ({ item, sought }) => {
  const { words: typed, colour } = form.elements;
  const asked = colour.value;
  const fits = !asked || item.colour === asked || (asked === "note" && item.note) || (asked === "lost" && isLost(item));
  return fits && fold(typed.value).split(/\s+/).every((word) => fold(`${sought} ${item.note}`).includes(word));
};

const group = (name, items, href, lang) => {
  const section = document.createElement("section");
  const heading = section.appendChild(document.createElement("h3"));
  if (href) {
    heading.lang = lang;
    const link = heading.appendChild(document.createElement("a"));
    link.href = href;
    link.append(...name);
  } else heading.append(...name);
  const list = section.appendChild(document.createElement("ol"));
  list.className = "held";
  list.append(...items.map(draw));
  return section;
};

const byPlace = (a, b) => {
  const [one, other] = [a, b].map(({ order, item }) => [...order, item.parts[0].start]);
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : one[at] - other[at];
};

const show = () => {
  const wanted = rows.filter(isWanted);
  const order = form.elements.order.value;
  const parts = [];
  for (const slug of new Set([...reports.keys(), ...rows.map(({ item }) => slugOf(item))])) {
    const here = wanted.filter(({ item }) => slugOf(item) === slug);
    if (!here.length) continue;
    const shelf = document.createElement("section");
    shelf.id = slug;
    const title = shelf.appendChild(document.createElement("h2"));
    const { href, lang, title: name } = reports.get(slug) ?? { title: `${words.absent}: ${slug}` };
    const link = href && title.appendChild(document.createElement("a"));
    if (link) Object.assign(link, { href, lang });
    (link || title).append(name);
    const [lost, placed] = [true, false].map((is) => here.filter(({ stands }) => !stands[0] === is));
    if (order === "place") {
      placed.sort(byPlace);
      for (const id of new Set(placed.map(({ section }) => section.id))) {
        const some = placed.filter(({ section }) => section.id === id);
        const { number, title: statement, url } = some[0].section;
        const mark = document.createElement("span");
        mark.className = "number";
        mark.textContent = number;
        for (const row of some) row.title = "";
        shelf.append(group(number ? [mark, ` ${statement}`] : [statement], some, url, reports.get(slug).lang));
      }
    } else {
      placed.sort((a, b) => (a.item.created < b.item.created ? -1 : 1) * (order === "oldest" ? 1 : -1));
      for (const row of placed) row.title = `${row.section.number ?? row.section.title} `;
      const list = shelf.appendChild(document.createElement("ol"));
      list.className = "held";
      list.append(...placed.map(draw));
    }
    if (lost.length) shelf.append(group([within("[value=lost]", form).textContent], lost));
    parts.push(shelf);
  }
  shelves.replaceChildren(...parts);
  const broken = !load();
  within(".broken").hidden = !broken;
  within(".none").hidden = broken || rows.length;
  form.hidden = !rows.length;
  within(".export").hidden = false;
  within(".shown").textContent = phrase("found", { shown: wanted.length, all: rows.length });
  for (const button of page.querySelectorAll(".export button:not([data-do=choose])")) button.hidden = !rows.length;
  within("[data-do=choose]").hidden = broken;
};

// Finds every highlight in the content of now, then where it stands in its report.
const read = async () => {
  let asleep = !(await settleAll());
  rows = await Promise.all((load() ?? []).map(async (item) => {
    const stands = await Promise.all(item.parts.map((part) => standOf(part).catch(() => {
      asleep = true;
    })));
    const { section, order } = stands[0] ?? {};
    return { item, stands, section, order, title: "", sought: `${quoted(item)} ${item.parts.map(({ exact }) => exact)} ${section?.title ?? ""}` };
  }));
  show();
  if (asleep) say(words.asleep);
};

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
const deeds = {
  async undo() {
    const held = load() ?? [];
    if (!keep([...held, ...removed.filter(({ id }) => !held.some((one) => one.id === id))])) return;
    say("");
    await read();
    within(".shelves a, [data-do=choose]").focus();
  },
  all() {
    const dialog = within("dialog");
    within("b", dialog).textContent = phrase("sure", { all: rows.length });
    dialog.showModal();
  },
  raw: () => dispatchEvent(new CustomEvent("save", { detail: { words: localStorage.highlights, type: "application/json", name: "highlights.txt" } })),
  anew() {
    localStorage.unreadable = localStorage.highlights;
    localStorage.removeItem("highlights");
    read();
  },
  print: () => print(),
};
page.addEventListener("click", ({ target }) => deeds[target.dataset.do]?.());
// A dialog says that it was closed only with the next frame, which a page in the background lacks.
within("dialog").addEventListener("submit", ({ submitter }) => submitter.value && take(load() ?? []));
// What is being written here goes before what another tab says.
addEventListener("storage", () => document.activeElement.matches("textarea") || read());
addEventListener("highlights", read);
read();
