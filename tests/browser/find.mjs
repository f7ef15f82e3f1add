// Where highlighted words are found after a change of the text, case by case: `npm run find`. Needs
// no browser: static/script/find.js is given a report, what the ledger says, and what was marked.

import assert from "node:assert/strict";
import { settle } from "../../static/script/find.js";

const OTHERS = {
  "1/1": "Chips are made in few places, and the machines that make them in fewer still.",
  "1/2": "The ministry said that arms control would be discussed at the forum in October.",
  "2/1": "An arms race is feared by many; whoever fears an arms race prepares for one.",
};

/** Marks `marked` in `was`, the words of 1/3, and looks for it in a report with the texts `now`. */
async function find({ was, marked, now, ledger = "/r/1/3", v = "abc", position = true }) {
  const texts = { ...OTHERS, ...now };
  const at = was.indexOf(marked);
  const before = [...was.slice(0, at)];
  const start = before.length;
  const end = start + [...marked].length;
  const part = { path: "/r/1/3", v, start: position ? start : 0, end: position ? end : 0, exact: marked, prefix: before.slice(-32).join(""), suffix: [...was].slice(end, end + 32).join("") };
  globalThis.localStorage = { highlights: JSON.stringify([{ id: "a", parts: [part], stamp: "old" }, { id: "b", parts: [{ path: "/other/1" }], stamp: "old" }]) };
  globalThis.fetch = async (path, { method } = {}) => {
    if (method === "HEAD") return ledger ? { ok: true, status: 200, url: `http://x${ledger}` } : { ok: false, status: 410 };
    const sections = [...new Set(Object.keys(texts).map((key) => key.split("/")[0]))];
    const [, id] = path.match(/^\/api\/sections\/(.+)$/) ?? [];
    const blocks = Object.entries(texts).filter(([key, text]) => text && key.startsWith(`${id}/`)).map(([key, text]) => ({ url: `/r/${key}`, text }));
    const found = id ? sections.includes(id) && { url: `/r/${id}`, title: `Title of ${id}`, blocks } : { sections: sections.map((id) => ({ id })) };
    return found ? { ok: true, status: 200, json: async () => found } : { ok: false, status: 404 };
  };
  await settle("/api", "r", "new");
  const [item, other] = JSON.parse(localStorage.highlights);
  assert.equal(other.stamp, "old", "another report's are left alone");
  assert.equal(item.stamp, "new");
  const { path, now: words, lost, from, exact } = item.parts[0];
  assert.equal(exact, marked, "what was marked is kept");
  if (lost) return lost;
  const text = texts[path.slice(3)];
  const here = [...text].slice(item.parts[0].start, item.parts[0].end).join("");
  assert.equal(here, words ?? exact, "the place has the words");
  return `${path.slice(3)}: ${here}${from ? " (moved)" : ""}`;
}

const WAS = "In 2017 the plan set three goals, of which the last is to lead the world in theory, technology and use by 2030.";
const CASES = [
  ["nothing changed", { was: WAS, marked: "three goals", now: { "1/3": WAS } }, "1/3: three goals"],
  ["words before it", { was: WAS, marked: "three goals", now: { "1/3": `As is known, ${WAS}` } }, "1/3: three goals"],
  ["reworded", { was: WAS, marked: "the last is to lead the world in theory", now: { "1/3": WAS.replace("lead the world", "be first worldwide") } }, "1/3: the last is to be first worldwide in theory"],
  ["reworded wholly between the same neighbours", { was: WAS, marked: "three goals", now: { "1/3": WAS.replace("three goals", "some aims") } }, "words"],
  ["moved, and the ledger knows", { was: WAS, marked: "three goals", now: { "2/7": WAS }, ledger: "/r/2/7" }, "2/7: three goals (moved)"],
  ["moved, and the ledger does not", { was: WAS, marked: "of which the last is to lead the world", now: { "2/7": WAS }, ledger: "" }, "2/7: of which the last is to lead the world (moved)"],
  ["moved into a new section", { was: WAS, marked: WAS, now: { "9/1": WAS }, ledger: "" }, `9/1: ${WAS} (moved)`],
  ["taken out", { was: WAS, marked: "of which the last is to lead the world", now: {}, ledger: "" }, "gone"],
  ["short words that stand elsewhere by chance", { was: "They speak of arms control here.", marked: "arms control", now: {}, ledger: "" }, "gone"],
  ["two places that are alike", { was: "Some call it an arms race today.", marked: "arms race", now: { "1/3": "They say arms race, and say arms race." } }, "words"],
  ["one of two, told by its neighbours", { was: "First an arms race, then an arms race again.", marked: "then an arms race", now: { "1/3": "Indeed: first an arms race, then an arms race again." } }, "1/3: then an arms race"],
  ["Chinese", { was: "中国的领导层认为人工智能对军事力量至关重要。", marked: "人工智能对军事力量至关重要", now: { "1/3": "中国的领导层认为人工智能对国家力量至关重要。" } }, "1/3: 人工智能对国家力量至关重要"],
  ["signs beyond the first plane", { was: "𠀀𠀁 signs before the words that count here.", marked: "the words that count", now: { "1/3": "𠀀𠀁𠀂 signs before the words that count here." } }, "1/3: the words that count"],
  ["by words alone, as others quote", { was: WAS, marked: "three goals", now: { "1/3": WAS }, ledger: "/r/1", v: undefined, position: false }, "1/3: three goals"],
  ["capitals and typography", { was: WAS, marked: "the last is to lead the world", now: { "1/3": WAS.replace("the last is", "The  last is") } }, "1/3: The  last is to lead the world"],
];
for (const [name, given, expected] of CASES) assert.equal(await find(given), expected, name);
console.log(`finding again: ${CASES.length} cases as they should be`);
