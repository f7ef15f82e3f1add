// Taking in a file of Web Annotations: our own, or others' that quote words at addresses of reports
// that are here. What is good is taken; of the rest each fault is told with the annotation's number.

const input = within("input[type=file]");
const fail = (name, values) => {
  throw Object.assign(new Error(name), { told: phrase(name, values) });
};
const many = (value) => (value == null ? [] : [].concat(value));
const brief = (value) => JSON.stringify(value)?.slice(0, 80);

// The annotations of a file: one, a list, a page, a collection with its first page in it, or the
// rows of an answer of Hypothesis.
const listOf = (file) => {
  if (Array.isArray(file)) return file;
  const list = file?.items ?? file?.rows ?? file?.first?.items;
  if (Array.isArray(list)) return list;
  if (file?.first) fail("elsewhere", { value: brief(file.first.id ?? file.first) });
  if (file?.target) return [file];
  if (file?.total === 0) return [];
  return fail("no-list");
};

const selectors = (value) => many(value).flatMap((one) => [one, ...one?.refinedBy ? selectors(one.refinedBy) : []]);

// `{path, …}` of a target; its source is a block, a section, a place in one, or the whole report.
const partOf = (target, uri) => {
  const source = target?.source?.id ?? target?.source ?? target?.id ?? (typeof target === "string" ? target : uri);
  const url = URL.canParse(source, location.origin) && new URL(source, location.origin);
  const [, slug, ...rest] = url ? url.pathname.split("/") : [];
  if (!reports.has(slug)) fail("no-source", { value: brief(source ?? null) });
  const all = selectors(target.selector);
  const quote = all.find((one) => one?.type === "TextQuoteSelector" && `${one.exact ?? ""}`.trim());
  if (!quote) fail("no-words");
  let [section, block] = rest.filter((segment) => segment);
  const place = all.find((one) => one?.type === "TextPositionSelector" && one.start >= 0 && one.end > one.start);
  const fragment = all.find((one) => one?.type === "FragmentSelector")?.value ?? url.hash.slice(1);
  // Elsewhere than in a block or title of its own, a position counts other signs than ours.
  const { start, end } = place && section && !fragment && !block?.includes(".") ? place : { start: 0, end: 0 };
  let [anchor] = `${fragment}`.split(":~:");
  if (section === "all") [, section, anchor] = anchor.match(/^(.+)-(p\d.*)$/) ?? [];
  if (section && !block) block = /^p(\d+)/.exec(anchor)?.[1];
  const state = many(target.state).find((one) => URL.canParse(one?.cached));
  const text = (words) => `${words ?? ""}`;
  return {
    path: ["", slug, section, block?.split(".")[0]].filter((segment) => segment != null).join("/"),
    v: state && new URL(state.cached).searchParams.get("v") || undefined,
    start,
    end,
    exact: text(quote.exact).trim(),
    prefix: text(quote.prefix),
    suffix: text(quote.suffix),
  };
};

const dateOf = (value, name) => {
  if (value == null) return;
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) fail("no-date", { name, value: brief(value) });
  return new Date(time).toISOString();
};

const saidBy = (body) => {
  if (typeof body === "string") return body;
  const said = body?.value ?? body?.source ?? body?.id;
  if (typeof said !== "string") fail("no-body");
  return body.format === "text/html" ? new DOMParser().parseFromString(said, "text/html").body.textContent : said;
};

const itemOf = (annotation) => {
  if (!annotation || typeof annotation !== "object") fail("no-object");
  const { id, type, body, target, uri, text, tags, created, modified, updated } = annotation;
  if (type && !many(type).includes("Annotation")) fail("no-annotation", { value: brief(type) });
  const targets = many(target);
  if (!targets.length) fail("no-target");
  const parts = targets.map((one) => partOf(one, uri));
  if (parts.some(({ path }) => path.split("/")[1] !== parts[0].path.split("/")[1])) fail("many-reports");
  const bodies = many(body);
  const said = [...bodies.map(saidBy), ...many(text), ...many(tags)];
  const isColour = (word) => COLOURS.includes(word);
  const colour = [...targets.map((one) => one?.styleClass).flat(), ...said].find(isColour) ?? COLOURS[0];
  const start = dateOf(created, "created") ?? new Date().toISOString();
  return {
    id: typeof id === "string" ? id : undefined,
    parts,
    colour,
    note: said.filter((word) => word.trim() && !isColour(word)).join("\n\n"),
    created: start,
    modified: dateOf(modified ?? updated, "modified") ?? start,
    stamp: "",
  };
};

const isSame = (a, b) => (b.id ? a.id === b.id : a.note === b.note && slugOf(a) === slugOf(b) && quoted(a) === quoted(b));

const take = async (file) => {
  const faults = within(".faults");
  const count = { added: 0, renewed: 0, known: 0, lost: 0, bad: 0 };
  const told = [];
  const fresh = [];
  let held = load();
  try {
    let read;
    try {
      read = JSON.parse(await file.text());
    } catch (error) {
      fail("no-json", { fault: error.message });
    }
    listOf(read).forEach((annotation, at) => {
      try {
        const item = itemOf(annotation);
        const known = held.find((one) => isSame(one, item));
        if (known && !(item.modified > known.modified && item.id)) {
          count.known += 1;
          return;
        }
        count[known ? "renewed" : "added"] += 1;
        item.id ??= iri();
        held = [...held.filter((one) => one !== known), item];
        fresh.push(item.id);
      } catch (error) {
        if (!error.told) throw error;
        count.bad += 1;
        told.push(phrase("annotation", { at: at + 1, fault: error.told }));
      }
    });
    if (fresh.length && !keep(held)) return;
    await settleAll();
    dispatchEvent(new Event("highlights"));
    count.lost = load().filter((item) => fresh.includes(item.id) && isLost(item)).length;
    say(fresh.length || count.known ? phrase("taken", count) : words.none);
  } catch (error) {
    if (!error.told) throw error;
    told.push(error.told);
    say(words.none);
  }
  faults.replaceChildren(...told.map((line) => {
    const row = document.createElement("li");
    row.textContent = line;
    return row;
  }));
  faults.hidden = !told.length;
};

page.addEventListener("click", ({ target }) => target.dataset.do === "choose" && input.click());
input.addEventListener("change", async () => {
  const [file] = input.files;
  if (file) await take(file);
  input.value = "";
});
