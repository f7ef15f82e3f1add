// Finds highlighted words again after a report's content changed: loaded by the page of highlights
// and, only when the content is another than the highlights were found in, by the pages of the text.
//
// In: what `localStorage.highlights` keeps of a report (6-highlights.js says its shape). Out: the
// same list with each part where it is now: `path`, `start` and `end`; with `now` where the words
// are others than those that were marked; with `lost`, `gone` or `words`, where no place is sure.
// The server is asked for texts and for what became of addresses; words never leave the browser.

/** Least share of a part's words that must be left. */
const LEAST_WORDS = 0.5;
/** Least score of a place, and how much it must lead every other by. */
const FLOOR = 0.6;
const LEAD = 0.1;
/** What the words count against their neighbours, and the ledger's word for it. */
const WORDS = 0.6;
const LEDGER = 0.2;
/** Least bytes of words and neighbours that a place needs without the ledger's word. */
const PROOF = 24;

const bytes = (words) => new TextEncoder().encode(words).length;

/** The words of `text` with their places in code points; signs alone, Han one by one. */
function tokens(text) {
  const found = [];
  let at = 0;
  let from = 0;
  for (const { 0: word, index } of text.matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+|[^\s]/gu)) {
    at += [...text.slice(from, index)].length;
    from = index;
    found.push({ word: word.normalize("NFKC").toLowerCase(), start: at, end: at + [...word].length });
  }
  return found;
}

/** How many signs two texts have in common, from their beginnings on. */
function common(a, b) {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return same;
}

/**
 * Every stretch of `text` that is like `part`, best first: `{path, start, end, score, proof}`.
 * The distance is counted in words (Sellers 1980: the stretch may begin and end anywhere); the score
 * is the share of words that are left, and the share of neighbours that still stand beside them.
 */
function placesIn({ path, text, signs, words }, part, pattern, bonus) {
  const most = Math.floor(pattern.length * (1 - LEAST_WORDS));
  const here = new Set(words.map(({ word }) => word));
  if (pattern.filter((word) => !here.has(word)).length > most) return [];
  // One column for each word of the text: least cost of the pattern's first words, and its start.
  let column = pattern.map((_, at) => [at + 1, 0]);
  column.unshift([0, 0]);
  const places = [];
  words.forEach(({ word, end }, at) => {
    const next = [[0, at + 1]];
    for (let row = 1; row <= pattern.length; row += 1) {
      const [cost, from] = column[row - 1];
      let best = [cost + (pattern[row - 1] === word ? 0 : 1), from];
      for (const [other, start] of [column[row], next[row - 1]]) {
        if (other + 1 < best[0]) best = [other + 1, start];
      }
      next.push(best);
    }
    column = next;
    const [cost, first] = column[pattern.length];
    if (cost > most || first > at) return;
    const { start } = words[first];
    const left = 1 - cost / pattern.length;
    const [prefix, suffix] = [[...part.prefix].reverse(), [...part.suffix]];
    const near = common(prefix, signs.slice(Math.max(0, start - 32), start).reverse()) + common(suffix, signs.slice(end, end + 32));
    const all = prefix.length + suffix.length;
    const score = WORDS * left + (1 - WORDS) * (all ? near / all : left) + bonus;
    places.push({ path, start, end, score, proof: bytes(part.now ?? part.exact) * left + near });
  });
  return places.sort((a, b) => b.score - a.score);
}

/** The one place of `part` in `texts` that reaches the floor and leads all others, if there is. */
function placeIn(texts, part, isNear) {
  const pattern = tokens(part.now ?? part.exact).map(({ word }) => word);
  const places = texts.flatMap((text) => {
    const isHinted = isNear(text);
    text.signs ??= [...text.text];
    text.words ??= tokens(text.text);
    return placesIn(text, part, pattern, isHinted ? LEDGER : 0).map((place) => ({ ...place, isHinted }));
  }).sort((a, b) => b.score - a.score);
  const [best] = places;
  if (!best || best.score < FLOOR || (!best.isHinted && best.proof < PROOF)) return;
  const isApart = (it) => it.path !== best.path || it.end <= best.start || it.start >= best.end;
  const second = places.find(isApart);
  if (second && best.score - second.score < LEAD) return;
  return best;
}

/** The texts of a report, each section asked for once. */
class Texts {
  constructor(api) {
    this.api = api;
    this.sections = new Map();
  }

  async ask(path) {
    const answer = await fetch(this.api + path);
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  /** Titles and blocks of a section: `{path, text}`; none if it is gone. */
  of(id) {
    const read = async () => {
      const section = await this.ask(`/sections/${id}`);
      if (!section) return [];
      return [{ path: section.url, text: section.title }, ...section.blocks.map(({ url, text }) => ({ path: url, text }))];
    };
    if (!this.sections.has(id)) this.sections.set(id, read());
    return this.sections.get(id);
  }

  async all() {
    const report = await this.ask("");
    return (await Promise.all((report?.sections ?? []).map(({ id }) => this.of(id)))).flat();
  }
}

/** Where `part` is now. */
async function follow(texts, part) {
  const { path, v, start, end, prefix, suffix } = part;
  const wanted = part.now ?? part.exact;
  const [, , section] = path.split("/");
  const here = section ? (await texts.of(section)).find((text) => text.path === path) : null;
  const signs = [...here?.text ?? ""];
  const beside = [signs.slice(Math.max(0, start - 32), start).join(""), signs.slice(end, end + 32).join("")];
  if (here && signs.slice(start, end).join("") === wanted && (beside[0].endsWith(prefix) || beside[1].startsWith(suffix))) {
    return { ...part, lost: undefined };
  }
  // What the ledger says of the address; it knows by `v` what stood there.
  const answer = await fetch(v ? `${path}?v=${v}` : path, { method: "HEAD" });
  const gone = answer.status === 404 || answer.status === 410;
  if (!gone && !answer.ok) throw new Error(answer.status);
  const hint = gone ? "" : new URL(answer.url).pathname;
  const [, , living] = hint.split("/");
  const isNear = (text) => living && (text.path === hint || text.path.startsWith(`${hint}/`));
  const near = living ? (await texts.of(living)).filter(isNear) : [];
  const place = placeIn(near, part, isNear) ?? placeIn(await texts.all(), part, isNear);
  if (!place) return { ...part, lost: gone ? "gone" : "words" };
  const stands = [...(await texts.all()).find((text) => text.path === place.path).text];
  const [before, words, after] = [[0, place.start], [place.start, place.end], [place.end]].map((edges) => stands.slice(...edges).join(""));
  return {
    ...part,
    lost: undefined,
    path: place.path,
    start: place.start,
    end: place.end,
    v: place.path === path ? v : undefined,
    from: place.path === path ? part.from : part.from ?? path,
    prefix: [...before].slice(-32).join(""),
    suffix: [...after].slice(0, 32).join(""),
    now: words === part.exact ? undefined : words,
  };
}

/**
 * Looks for every highlight of report `slug` that was found in another content than `stamp`'s, and
 * keeps where it is. A report that cannot be asked leaves its highlights as they were.
 */
export async function settle(api, slug, stamp) {
  const isStale = (item) => item.stamp !== stamp && item.parts[0].path.split("/")[1] === slug;
  const stale = JSON.parse(localStorage.highlights ?? "[]").filter(isStale);
  const texts = new Texts(api);
  const settled = new Map(await Promise.all(stale.map(async (item) => {
    return [item.id, await Promise.all(item.parts.map((part) => follow(texts, part)))];
  })));
  // The reader may have written meanwhile, here or in another tab.
  const held = JSON.parse(localStorage.highlights ?? "[]");
  for (const item of held) {
    if (settled.has(item.id)) Object.assign(item, { parts: settled.get(item.id), stamp });
  }
  if (settled.size) localStorage.highlights = JSON.stringify(held);
}
