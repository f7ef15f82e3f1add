// What the files of this folder share: the list that this browser keeps (reading/6-highlights.js
// says its shape), the reports that are here, and the page's words.

const page = document.querySelector("#highlights_");
const within = (what, root = page) => root.querySelector(what);
const COLOURS = ["yellow", "green", "blue", "rose"];

// The words of the page by name, with `{…}` filled in.
const words = {};
for (const row of page.querySelectorAll(".words div")) words[within("dt", row).textContent] = within("dd", row).textContent;
const phrase = (name, values) => words[name].replace(/\{(\w+)\}/g, (_, of) => values[of]);
const say = (told, undo) => {
  within(".told [role=status]").textContent = told;
  within("[data-do=undo]").hidden = !undo;
};

// The reports of the library: `{slug, api, stamp, lang, title, href}`.
const reports = new Map([...page.querySelectorAll(".reports li")].map(({ dataset, lang, firstChild: { textContent, pathname } }) => [dataset.slug, { ...dataset, lang, title: textContent, href: pathname }]));

const slugOf = ({ parts: [{ path }] }) => path.split("/")[1];
const isLost = ({ parts }) => parts.some(({ lost }) => lost);
const quoted = ({ parts }) => parts.map(({ exact, now }) => now ?? exact).join(" … ");

// What is kept; none where it cannot be read, which the page then says.
const load = () => {
  try {
    return JSON.parse(localStorage.highlights ?? "[]").map((item) => item);
  } catch {
    return null;
  }
};
const keep = (held) => {
  try {
    localStorage.highlights = JSON.stringify(held);
    return true;
  } catch {
    say(words.full);
  }
};

// A name of its own for something: a blob's address ends with a random UUID, also where the page is
// not served securely.
const iri = () => {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return `urn:uuid:${url.slice(-36)}`;
};

// Finds highlights in the content of now, where it changed; false if a report could not be asked.
const settleAll = async () => {
  const isStale = (item) => reports.has(slugOf(item)) && item.stamp !== reports.get(slugOf(item)).stamp;
  const stale = new Set((load() ?? []).filter(isStale).map(slugOf));
  try {
    const { settle } = stale.size ? await import(page.dataset.find) : {};
    for (const slug of stale) await settle(reports.get(slug).api, slug, reports.get(slug).stamp);
    return true;
  } catch {
    return false;
  }
};

// What the server says at an address, asked once.
const answers = new Map();
const ask = (url) => {
  const answer = async () => {
    const got = await fetch(url);
    if (!got.ok) throw new Error(got.status);
    return got.json();
  };
  if (!answers.has(url)) answers.set(url, answer());
  return answers.get(url);
};

// Where a part stands in its report: the section and the block, with their places in the order.
// Nothing where it is lost, or the report cannot be asked.
const standOf = async ({ path, lost }) => {
  const [, slug, id, block] = path.split("/");
  const report = reports.get(slug);
  if (lost || !report) return;
  const { sections } = await ask(report.api);
  const at = sections.findIndex((section) => section.id === id);
  if (at < 0) return;
  const { title, title_markers: markers, blocks, page: first, ...section } = await ask(`${report.api}/sections/${id}`);
  const number = block ? blocks.findIndex((one) => one.id === block) : -1;
  const text = number < 0 ? { text: title, markers, page: first } : blocks[number];
  return { section: { ...section, title }, order: [at, number], text, label: block ? `¶${/^\d/.test(block) ? block : ` ${text.text}`}` : "¶" };
};

// A part's own address, with what was seen there and a text fragment for its words. Markers stand
// between a page's words, so that no piece of the fragment may run over one.
const linkOf = ({ path, v, start, end, lost }, stand) => {
  if (lost || !stand) return path;
  const signs = [...stand.text.text];
  const stops = stand.text.markers.map(({ offset }) => offset);
  const between = (from, to) => signs.slice(from, to).join("").trim();
  const pick = (text, ...cut) => encodeURIComponent(text.split(/\s+/).slice(...cut).join(" ")).replaceAll("-", "%2D");
  const inside = stops.filter((stop) => stop > start && stop < end);
  const last = Math.max(0, ...stops.filter((stop) => stop <= start));
  const [before, after] = [between(last, start), between(end, Math.min(signs.length, ...stops.filter((stop) => stop >= end)))];
  const whole = !inside.length && end - start < 90;
  const quote = whole ? pick(between(start, end)) : `${pick(between(start, inside[0] ?? end), 0, 6)},${pick(between(inside.at(-1) ?? start, end), -6)}`;
  const text = `${before && `${pick(before, -3)}-,`}${quote}${after && `,-${pick(after, 0, 3)}`}`;
  return `${path}${v ? `?v=${v}` : ""}#:~:text=${text}`;
};
