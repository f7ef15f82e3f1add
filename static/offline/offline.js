// The page of what is kept. The worker gives it for every page that is not kept, and for a search:
// then it searches the kept copies here. What it knows is their sections as data, and their notes.

const root = document.querySelector("#offline_");
const told = root.dataset;
const [title, lede, straight] = document.querySelectorAll("main h1, main .lede, main .straight");
const asked = new URLSearchParams(location.search);
const most = 200;

// Words as they are compared: a Chinese sign is one; case, accents and the plural do not count.
const token = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:['’](?!\p{Script=Han})\p{L}+)*/gu;
const fold = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/['’]s?$/, "").replace(/’/g, "'")
  .replace(/(..)ies$/, "$1y").replace(/(ss|sh|ch|x)es$/, "$1").replace(/([^su])s$/, "$1");
const read = (text) => [...text.matchAll(token)].map(({ 0: word, index }) => ({ word, key: fold(word), start: index, end: index + word.length }));
// Letters that are all capitals are a name only as they stand: MOST is not most.
const isCapitals = (word) => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
const isSame = (given, wanted) => given.key === wanted.key && (!wanted.capitals || given.word === wanted.word);
const keyOf = (tokens) => tokens.map(({ key }) => key).join(" ");

// An element with words and elements in it; nothing is ever read as markup.
const make = (tag, properties, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

// Every passage of a copy in the order of the text, by section; and the names in it.
const readCopy = async (copy) => {
  const sections = [];
  const names = new Map();
  const common = new Set();
  for (const [path] of copy.files) {
    if (!path.endsWith(".json")) continue;
    const { number, title, url, blocks } = await (await fileOf(copy.name, path)).json();
    const passages = [{ text: title, href: url, isTitle: true }];
    for (const { id, text, sentences, mentions } of blocks) {
      // The data count code points, the script counts units.
      const points = [...text];
      const at = [0];
      for (const point of points) at.push(at.at(-1) + point.length);
      for (const { word } of read(text)) common.add(word);
      const isNumber = /^\d/.test(id);
      passages.push({
        text,
        href: `${url}#${isNumber ? "p" : ""}${id}`,
        name: isNumber ? told.paragraph.replace("{number}", id) : text,
        sentences: sentences.map(([start, end]) => [at[start], at[end]]),
      });
      for (const { entity, start, end } of mentions) {
        const form = read(text.slice(at[start], at[end])).map((it) => ({ ...it, capitals: isCapitals(it.word) }));
        if (!names.has(entity)) names.set(entity, new Map());
        names.get(entity).set(keyOf(form), form);
      }
    }
    sections.push({ number, title, url, passages });
  }
  const list = await (await fileOf(copy.name, `/${copy.slug}/notes`)).text();
  const notes = new DOMParser().parseFromString(list, "text/html").querySelectorAll("main li[id]");
  const passages = [...notes].flatMap((note) => [...note.querySelectorAll(".own, .gloss")].map((words) => ({
    text: words.textContent,
    href: `/${copy.slug}/notes#${note.id}`,
    name: told.note.replace("{number}", note.id.slice(1)),
    by: words.matches(".gloss") && told.by,
  })));
  sections.push({ title: told.notes, url: `/${copy.slug}/notes`, passages });
  return { copy, sections, names, common };
};

// What has to stand in a passage: for each word, phrase or name, the ways in which it may.
const plan = (words, { names, common }) => {
  const parts = [...words.matchAll(/["“”]([^"“”]+)["“”]|[^\s"“”]+/g)].map(([whole, phrase]) => read(phrase ?? whole)).filter((part) => part.length);
  const concepts = [];
  for (let from = 0, to; from < parts.length; from = to) {
    let found = [];
    for (to = parts.length; to > from; to -= 1) {
      const given = parts.slice(from, to).flat();
      const means = (wanted, step) => !wanted.capitals || given[step].word === wanted.word || !common.has(wanted.word.toLowerCase());
      found = [...names].filter(([, forms]) => forms.get(keyOf(given))?.every(means));
      if (found.length || to === from + 1) break;
    }
    const own = parts.slice(from, to).flat();
    concepts.push({ ways: [own, ...found.flatMap(([, forms]) => [...forms.values()])], found });
  }
  return concepts;
};

// Where the words of every concept stand in a text, or nothing where one of them is missing.
const match = (text, concepts) => {
  const tokens = read(text);
  const marks = [];
  for (const { ways } of concepts) {
    const before = marks.length;
    for (const way of ways) {
      for (let at = 0; at + way.length <= tokens.length; at += 1) {
        if (way.every((wanted, step) => isSame(tokens[at + step], wanted))) marks.push([tokens[at].start, tokens[at + way.length - 1].end]);
      }
    }
    if (marks.length === before) return;
  }
  return marks.sort(([a], [b]) => a - b);
};

// The sentences of a passage that have marks, with these.
const quote = ({ text, sentences = [[0, text.length]] }, marks) => {
  const line = make("span");
  let last;
  for (const [at, [start, end]] of sentences.entries()) {
    const here = marks.filter((mark) => mark[0] >= start && mark[0] < end);
    if (!here.length) continue;
    if (at && last !== at - 1) line.append(last === undefined ? "… " : " … ");
    else if (at) line.append(" ");
    last = at;
    let done = start;
    for (const [from, to] of here) {
      if (from < done) continue;
      line.append(text.slice(done, from), make("mark", { className: "hit" }, text.slice(from, to)));
      done = to;
    }
    line.append(text.slice(done, Math.max(done, end)).trimEnd());
  }
  return line;
};

const search = async (words, kept) => {
  const hits = root.querySelector(".hits");
  let count = 0;
  for (const copy of kept) {
    const { sections, ...known } = await readCopy(copy);
    const concepts = plan(words, known);
    if (!concepts.length) continue;
    for (const { ways, found } of concepts) {
      for (const [id] of found.slice(0, 1)) {
        straight.hidden = false;
        const link = straight.querySelector("a");
        link.href = `/${copy.slug}/entities/${id}`;
        link.textContent = words.trim();
        if (concepts.length > 1) link.textContent = ways[0].map(({ word }) => word).join(" ");
      }
    }
    for (const { number, title, url, passages } of sections) {
      const list = make("ol");
      const statement = make("span", { className: "statement" }, title);
      for (const passage of passages) {
        const marks = match(passage.text, concepts);
        if (!marks) continue;
        count += 1;
        if (count > most) continue;
        const found = quote(passage, marks);
        if (passage.isTitle) {
          statement.replaceChildren(found);
          continue;
        }
        const why = make("p", { className: "why" }, make("a", { href: passage.href }, passage.name));
        if (passage.by) why.append(make("span", { className: "by" }, passage.by));
        list.append(make("li", {}, make("p", { className: "quote" }, found), why));
      }
      if (!list.firstChild && !statement.firstElementChild) continue;
      const head = make("a", { href: url }, statement);
      if (number) head.prepend(make("span", { className: "where" }, told.judgment.replace("{number}", number)), " ");
      const group = make("section", { className: "group" }, make("h3", {}, head));
      if (list.firstChild) group.append(list);
      hits.append(group);
    }
  }
  hits.hidden = !count;
  lede.textContent = count ? told.simple : `${told.nothing} ${told.simple}`;
  if (count > most) lede.append(` ${told.many.replace("{most}", most)}`);
  document.title = title.textContent = told.found.replace("{count}", count).replace("{words}", () => words);
  title.dataset.count = count;
};

const listCopies = (kept) => {
  const [list, template] = root.querySelectorAll(".offers, template");
  list.replaceChildren();
  for (const { slug, title, time } of kept) {
    const row = template.content.cloneNode(true);
    const [link, day, button] = row.querySelectorAll("a, span, button");
    Object.assign(link, { href: `/${slug}`, textContent: title });
    day.textContent = told.as.replace("{day}", dayOf(time, told.locale));
    button.addEventListener("click", async () => {
      await forget(slug);
      listCopies(await copies());
    });
    list.append(row);
  }
  root.querySelector(".none").hidden = kept.length > 0;
};

const kept = self.caches ? await copies() : [];
const words = asked.get("q") ?? "";
const report = asked.get("report");
const wanted = kept.filter(({ slug }) => !report || slug === report);
listCopies(kept);
if (location.pathname === "/search" && wanted.length) {
  const form = document.querySelector(".find form");
  form.q.value = words;
  if (report && !form.report) form.append(make("input", { type: "hidden", name: "report", value: report }));
  if (words.trim()) await search(words, wanted);
  else lede.textContent = told.simple;
} else if (location.pathname !== "/offline") {
  document.title = title.textContent = told.away;
  lede.textContent = told.notKept;
}
