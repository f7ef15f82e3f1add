// The basket's page: shows the points that this browser keeps, in the reader's order, with their
// citations and notes, and saves them as a file. What is kept is `localStorage.basket`, a list of
// `{path, v, day, words, own}`; nothing of it is sent but the addresses of its points.

const root = document.querySelector("#basket_");
const find = (what, within = root) => within.querySelector(what);
const list = find(".held");
const told = root.dataset;
const escape = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
const quiet = (words) => words.replace(/[\\`*_[\]<]/g, "\\$&");

let held = [];
let removed;

/** What the server says at an address, asked once. */
const answers = new Map();
function ask(url) {
  const answer = async () => {
    const got = await fetch(url);
    if (!got.ok) throw new Error(got.status);
    return got.json();
  };
  if (!answers.has(url)) answers.set(url, answer());
  return answers.get(url);
}

/** Where a point of the basket is now, and what stands there. */
async function look({ path, v, day, words }) {
  const there = await fetch(`${path}?v=${v}`, { method: "HEAD" });
  if (there.status === 404 || there.status === 410) return { state: "gone" };
  if (!there.ok) throw new Error(there.status);
  const now = new URL(there.url).pathname;
  const [, report, section, point] = now.split("/");
  const base = `${told.api}/${report}`;
  const below = point ? `${section}/${point}` : section;
  const [cited, { title, title_markers, blocks }, notes] = await Promise.all([
    ask(`${base}/cite?${new URLSearchParams({ point: below, accessed: day })}`),
    ask(`${base}/sections/${section}`),
    ask(`${base}/notes`),
  ]);
  const [id, number] = point?.split(".") ?? [];
  const block = id ? blocks.find((one) => one.id === id) : { text: title, markers: title_markers };
  // Blanks may differ between a page and the API, as between the cells of a table.
  const pattern = [...words.replace(/\s/g, "")].map((sign) => sign.replace(/[^\p{L}\p{N}]/u, "\\$&")).join("\\s*");
  const found = block.text.match(new RegExp(pattern));
  const whole = number || found?.[0].trim() === block.text.trim();
  if (!found || !whole) {
    const range = block.sentences?.[block.sentence_numbers.indexOf(Number(number))];
    return { state: "changed", path: now, cited, now: [...block.text].slice(...(range ?? [0])).join("") };
  }
  const start = [...block.text.slice(0, found.index)].length;
  const end = start + [...found[0]].length;
  const markers = block.markers.filter(({ offset }) => offset > start && offset <= end).map(({ note, offset }) => ({
    at: offset - start,
    note: notes.find((one) => one.number === note),
  }));
  return { state: "same", path: now, cited, markers };
}

/** The whole basket as it is shown and saved: each point's pieces of words, and all notes. */
function arrange() {
  const notes = [];
  const points = held.map((item) => {
    const seen = item.seen ?? {};
    const signs = [...item.words];
    const pieces = [];
    let from = 0;
    for (const { at, note } of seen.markers ?? []) {
      const own = note.text ? [told.own, note.text] : [told.gloss, note.gloss ?? ""];
      const words = `${own[0]} ${note.number}: ${own[1].replace(/\s+/g, " ")}`;
      notes.push({ text: words, html: escape(words), markdown: quiet(words) });
      pieces.push({ words: signs.slice(from, at).join(""), number: notes.length });
      from = at;
    }
    const url = new URL(item.path, location).href;
    notes.push(seen.cited?.styles.chicago_note ?? { text: url, html: `<a href="${escape(url)}">${escape(url)}</a>`, markdown: `<${url}>` });
    pieces.push({ words: signs.slice(from).join(""), number: notes.length });
    return { item, seen, pieces };
  });
  return { points, notes };
}

const wordsAsHtml = (pieces) => pieces.map(({ words, number }) => `${escape(words)}<sup><a id="call_${number}" href="#note_${number}">${number}</a></sup>`).join("");
const notesAsHtml = (notes) => notes.map(({ html }, at) => `<li id="note_${at + 1}">${html} <a href="#call_${at + 1}" aria-label="${escape(told.back)} ${at + 1}">↩</a></li>`).join("\n");

const forms = {
  markdown() {
    const { points, notes } = arrange();
    const quoted = points.map(({ item, pieces }) => {
      const words = pieces.map(({ words, number }) => `${quiet(words)}[^${number}]`).join("");
      return `> ${words}\n${item.own ? `\n${item.own.trim()}\n` : ""}`;
    });
    return `${quoted.join("\n")}\n${notes.map(({ markdown }, at) => `[^${at + 1}]: ${markdown}`).join("\n")}\n`;
  },
  html() {
    const { points, notes } = arrange();
    const { lang } = document.documentElement;
    const title = escape(find("h1", document).textContent);
    const own = (words) => words.trim().split(/\n\s*\n/).map((part) => `<p>${escape(part)}</p>\n`).join("");
    return `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body{max-width:38em;margin:2em auto;padding:0 1em;font:1.125em/1.5 serif}blockquote{margin:1.5em 0 1em 1.5em}section p{white-space:pre-line}ol{font-size:.875em}</style>
</head>
<body>
<h1>${title}</h1>
${points.map(({ item, pieces }) => `<section>\n<blockquote><p>${wordsAsHtml(pieces)}</p></blockquote>\n${item.own ? own(item.own) : ""}</section>`).join("\n")}
<h2>${escape(find("#called_").textContent)}</h2>
<ol>
${notesAsHtml(notes)}
</ol>
</body>
</html>
`;
  },
};

function save() {
  localStorage.basket = JSON.stringify(held.map(({ path, v, day, words, own }) => ({ path, v, day, words, own })));
  dispatchEvent(new Event("basket"));
}

function say(words, undo) {
  find("[role=status]").textContent = words;
  find("[data-do=undo]").hidden = !undo;
}

function show() {
  const { points, notes } = arrange();
  list.replaceChildren(...points.map(({ item, seen, pieces }, at) => {
    const row = find("template").content.firstElementChild.cloneNode(true);
    const [link, state, now, own, shown] = ["a", ".state", "q", "textarea", ".own"].map((what) => find(what, row));
    const name = seen.cited?.title ?? item.path;
    link.textContent = name;
    link.href = `${item.path}?v=${item.v}`;
    const word = told[seen.state];
    state.hidden = !word;
    find("span", state).textContent = word ?? "";
    now.textContent = seen.now ?? "";
    now.hidden = find("[data-do=take]", row).hidden = !seen.now;
    find("blockquote p", row).innerHTML = wordsAsHtml(pieces);
    own.value = shown.textContent = item.own ?? "";
    own.addEventListener("input", () => {
      item.own = shown.textContent = own.value;
      save();
    });
    for (const button of row.querySelectorAll("button")) button.ariaLabel = `${button.textContent}: ${name}`;
    find("[data-do=up]", row).disabled = !at;
    find("[data-do=down]", row).disabled = at === held.length - 1;
    return row;
  }));
  find(".called ol").innerHTML = notesAsHtml(notes);
  find(".called").hidden = find(".export").hidden = !held.length;
  find(".none").hidden = held.length;
  find(".none b").textContent = told.empty;
}

/** Reads what is kept, shows it, and again whenever the server has told of a point. */
async function read() {
  try {
    held = JSON.parse(localStorage.basket ?? "[]");
    show();
  } catch {
    held = [];
    show();
    find(".none b").textContent = told.broken;
  }
  await Promise.all(held.map(async (item) => {
    item.seen = await look(item).catch(() => ({ state: "away" }));
  }));
  if (!root.contains(document.activeElement)) show();
}

const deeds = {
  up: (at) => deeds.move(at, at - 1),
  down: (at) => deeds.move(at, at + 1),
  move(at, to) {
    held.splice(to, 0, ...held.splice(at, 1));
    save();
    show();
    const buttons = [...list.children[to].querySelectorAll(".do button")];
    const [button] = to < at ? buttons : buttons.slice(1);
    (button.disabled ? buttons.find((other) => !other.disabled) : button).focus();
    say(`${told.moved} ${to + 1}.`);
  },
  remove(at) {
    removed = [at, ...held.splice(at, 1)];
    save();
    show();
    say(told.removed, true);
    find("[data-do=undo]").focus();
  },
  undo() {
    held.splice(removed[0], 0, removed[1]);
    save();
    show();
    say("");
    find("a", list.children[removed[0]]).focus();
  },
  async take(at) {
    const item = held[at];
    const { path, now } = item.seen;
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    const [, , , point] = path.split("/");
    const there = page.getElementById(point ? (/^\d/.test(point) ? `p${point}` : point) : "title_");
    Object.assign(item, { path, words: now.replace(/\s+/g, " "), v: there.dataset.v });
    item.seen = await look(item);
    save();
    show();
    say(told.taken);
    find("a", list.children[at]).focus();
  },
  print: () => print(),
  file(kind, type, ending) {
    dispatchEvent(new CustomEvent("save", { detail: { words: forms[kind](), type, name: `basket.${ending}` } }));
  },
  markdown: () => deeds.file("markdown", "text/markdown", "md"),
  html: () => deeds.file("html", "text/html", "html"),
};

root.addEventListener("click", ({ target }) => {
  const row = target.closest(".held > li");
  deeds[target.dataset.do]?.([...list.children].indexOf(row));
});
addEventListener("storage", read);
read();
