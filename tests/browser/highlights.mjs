// Highlights and notes of the reader, as hands and later editions meet them: `npm run highlights`.
// Works on a copy of the program's content, which it edits. Ends with 1 at the first thing that is
// not so.

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { withBrowser } from "./browser.mjs";

const NOTE = "Heron-blue thought: compare <this> & that.";
const content = fileURLToPath(new URL("../../content", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "highlights-"));
await cp(content, folder, { recursive: true });

/** Selects the signs of a block's own words from `from` to `to`, counted in code points. */
const select = (page, id, from, to) => page.evaluate(([id, from, to]) => {
  const block = document.getElementById(id);
  const walk = document.createTreeWalker(block.querySelector(".statement") ?? block, NodeFilter.SHOW_TEXT);
  let at = 0;
  const edges = [];
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    if (node.parentElement.closest(".permalink, .point, .marker")) continue;
    for (const edge of [from, to].slice(edges.length)) {
      if (edge <= at + node.length) edges.push([node, edge - at]);
      else break;
    }
    at += node.length;
  }
  getSelection().setBaseAndExtent(...edges[0], ...edges[1]);
}, [id, from, to]);
const isOpen = (page) => page.waitForFunction(() => document.querySelector("#point_").matches(":popover-open"));
const told = (page) => page.locator("#point_ [role=status]").textContent();
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.highlights ?? "[]"));

/** Highlights words of a block, and writes a note. */
async function mark(page, id, from, to, colour, note = "") {
  await select(page, id, from, to);
  await isOpen(page);
  await page.locator(`#point_ [data-colour=${colour}]`).click();
  if (note) await page.locator(".pens textarea").fill(note);
  await page.keyboard.press("Escape");
  await page.evaluate(() => getSelection().empty());
  return (await kept(page)).at(-1);
}

/** What is painted, by colour, without markers. */
const painted = (page) => page.evaluate(() => Object.fromEntries([...CSS.highlights].map(([colour, ranges]) => [colour, [...ranges].map((range) => {
  const piece = range.cloneContents();
  for (const other of piece.querySelectorAll(".marker, .permalink, .point, .keep")) other.remove();
  return piece.textContent;
})])));

const layout = (page) => page.evaluate(() => [...document.querySelectorAll("main [data-v]")].map((it) => {
  const { left, top, width, height } = it.getBoundingClientRect();
  return [left, top + scrollY, width, height].map(Math.round).join(" ");
}).join("\n"));

/** axe-core's rules of WCAG 2.2, A and AA, in light and dark, wide and narrow. */
async function checkAccess(page) {
  await page.evaluate(axe.source);
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${page.url()}, ${width}, ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is wider than ${width}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: null });
}

/** What the Web Annotation Data Model asks of a collection with its page, and of each annotation. */
function checkModel(collection) {
  const isIri = (value) => typeof value === "string" && /^[a-z][a-z\d+.-]*:\S+$/i.test(value);
  const isDate = (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
  assert.equal(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
  assert.equal(collection.type, "AnnotationCollection");
  assert.ok(isIri(collection.id) && collection.label);
  const { first } = collection;
  assert.equal(first.type, "AnnotationPage");
  assert.ok(isIri(first.id));
  assert.equal(first.partOf, collection.id);
  assert.equal(first.startIndex, 0);
  assert.equal(first.items.length, collection.total);
  assert.equal(new Set(first.items.map(({ id }) => id)).size, collection.total, "each has an id of its own");
  for (const { id, type, motivation, created, modified, body, target, stylesheet } of first.items) {
    assert.ok(isIri(id));
    assert.equal(type, "Annotation");
    assert.ok(isDate(created) && isDate(modified));
    assert.equal(motivation, body ? "commenting" : "highlighting");
    if (body) {
      assert.equal(body.type, "TextualBody");
      assert.ok(body.value);
      assert.equal(body.format, "text/plain");
      assert.equal(body.purpose, "commenting");
    }
    assert.equal(stylesheet.type, "CssStylesheet");
    for (const { type, source, selector, styleClass, state } of [target].flat()) {
      assert.equal(type, "SpecificResource");
      assert.ok(isIri(source));
      assert.ok(stylesheet.value.startsWith(`.${styleClass} {`), "its class is in its sheet");
      const [quote, position] = selector;
      assert.equal(quote.type, "TextQuoteSelector");
      assert.ok(quote.exact && typeof quote.prefix === "string" && typeof quote.suffix === "string");
      assert.equal(position.type, "TextPositionSelector");
      assert.ok(Number.isInteger(position.start) && position.start >= 0 && position.end > position.start);
      if (state) assert.ok(state.type === "TimeState" && isDate(state.sourceDate) && isIri(state.cached));
    }
  }
}

await withBrowser(async ({ url, browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const asked = [];
  const listen = (context) => context.on("request", (request) => {
    if (!request.url().startsWith("blob:")) asked.push(`${request.url().split("#")[0]} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`);
  });
  listen(context);
  const faults = [];
  context.on("weberror", (error) => faults.push(error.error().stack));
  await page.goto(url);
  const report = await page.locator("main h2 a").first().getAttribute("href");
  const api = `${url}/api/v1/reports${report}`;
  const sectionOf = (id) => fetch(`${api}/sections/${id}`).then((answer) => answer.json());
  const { blocks } = await sectionOf("4");
  const long = blocks.filter(({ kind, text, sentences }) => kind === "paragraph" && text.length > 250 && sentences.length > 1);
  assert.ok(long.length >= 5, "there are paragraphs enough");
  const [reworded, moved, removed, shifted, plain] = long;
  const words = (block, start, end) => [...block.text].slice(start, end).join("");

  // Selected by mouse or script: painted, kept, and the text stands where it stood.
  await page.goto(`${url}${report}/4`);
  await page.waitForTimeout(300);
  const before = await layout(page);
  const [start, end] = reworded.sentences[1];
  let item = await mark(page, `p${reworded.id}`, start, end, "green", NOTE);
  const [part] = item.parts;
  assert.deepEqual([part.path, part.start, part.end], [`${report}/4/${reworded.id}`, start, end], "places are as the API counts them");
  assert.equal(part.exact, words(reworded, start, end), "words are as the API has them");
  assert.ok(words(reworded, 0, start).endsWith(part.prefix) && words(reworded, end).startsWith(part.suffix));
  assert.equal(part.v, await page.locator(`#p${reworded.id}`).getAttribute("data-v"));
  assert.equal(item.note, NOTE);
  assert.deepEqual((await painted(page)).green, [part.exact]);
  assert.equal(await layout(page), before, "the text stands where it stood");
  const around = words(plain, 2, 30);
  item = await mark(page, `p${plain.id}`, 2, 30, "yellow");
  assert.ok(item.parts[0].exact.includes(around.trim()), "words are whole");
  assert.doesNotMatch(words(plain, item.parts[0].end - 1, item.parts[0].end + 1), /\p{L}{2}/u);

  // Over two blocks: a part in each; it overlaps what is there.
  await page.evaluate(([a, b]) => {
    const range = new Range();
    range.setStart(document.getElementById(a).querySelector(".s:last-of-type"), 0);
    const last = document.getElementById(b).querySelector(".s");
    range.setEnd(last, last.childNodes.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, [`p${blocks[0].id}`, `p${blocks[1].id}`]);
  await isOpen(page);
  await page.locator("#point_ [data-colour=blue]").click();
  await page.keyboard.press("Escape");
  item = (await kept(page)).at(-1);
  assert.ok(item.parts.length >= 2, "each block has its part");
  assert.equal((await painted(page)).blue.length, item.parts.length);

  // The title, and by keyboard: the selection grown by keys, `h` into the menu; a whole paragraph by
  // its mark; the mark in the gutter leads back.
  item = await mark(page, "title_", 0, 20, "rose");
  assert.equal(item.parts[0].path, `${report}/4`);
  assert.equal(item.parts[0].start, 0);
  await select(page, `p${shifted.id}`, 0, 4);
  for (let at = 0; at < 4; at += 1) await page.keyboard.press("Control+Shift+ArrowRight");
  await isOpen(page);
  await page.keyboard.press("h");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  item = (await kept(page)).at(-1);
  assert.equal(item.colour, "green");
  assert.equal(item.parts[0].start, 0);
  assert.match(await told(page), /kept/);
  await page.keyboard.press("Escape");
  await page.evaluate(() => getSelection().empty());
  await page.waitForTimeout(400);
  await page.locator(`#p${removed.id} > .permalink`).focus();
  await page.keyboard.press("Enter");
  await isOpen(page);
  await page.keyboard.press("Enter");
  item = (await kept(page)).at(-1);
  assert.equal(item.parts[0].exact, removed.text.trim(), "a mark stands for its block");
  await page.keyboard.press("Escape");
  const keep = page.locator(`#p${reworded.id} > .keep.noted`);
  assert.match(await keep.getAttribute("aria-label"), /^Your note: Heron-blue/);
  await keep.focus();
  await page.keyboard.press("Enter");
  await isOpen(page);
  assert.equal(await page.locator(".pens textarea").inputValue(), NOTE);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.colour), "green", "its colour has the focus");
  await checkAccess(page);
  await isOpen(page);
  await page.locator(".remove").click();
  assert.equal((await painted(page)).green.length, 1);
  await page.locator(".remove").click();
  assert.equal((await painted(page)).green.length, 2, "what was removed can be put back");
  await page.keyboard.press("Escape");
  assert.ok(await keep.evaluate((it) => it === document.activeElement), "Escape gives the focus back");

  // A click on painted words opens them too; links in them stay links.
  const spot = await page.evaluate(() => {
    const [range] = CSS.highlights.get("yellow");
    document.querySelector("#point_").hidePopover();
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    for (const { left, right, top, height } of range.getClientRects()) {
      for (let x = left + 2; x < right; x += 2) if (!document.elementFromPoint(x, top + height / 2).closest("a")) return [x, top + height / 2];
    }
  });
  await page.mouse.click(...spot);
  await isOpen(page);
  assert.equal(await page.locator("#point_ [aria-pressed=true]").textContent(), "Yellow");
  await page.waitForTimeout(500);
  await isOpen(page);
  await page.locator(".pens textarea").fill("A second note.");
  await page.keyboard.press("Escape");
  assert.equal(await layout(page), before, "the text stands where it stood");

  // Kept over a reload; other tabs follow.
  const all = await painted(page);
  const other = await context.newPage();
  await other.goto(`${url}${report}/4`);
  await other.waitForTimeout(300);
  assert.deepEqual(await painted(other), all, "another page paints the same");
  await mark(page, `p${moved.id}`, ...moved.sentences[0], "rose", "It will move.");
  await other.waitForFunction(() => CSS.highlights.get("rose")?.size === 2);
  await other.close();
  await page.reload();
  await page.waitForTimeout(300);
  assert.equal((await painted(page)).rose.length, 2, "kept over a reload");
  // The page of the whole report paints them as well.
  await page.goto(`${url}${report}/all`);
  await page.waitForTimeout(500);
  assert.equal(Object.values(await painted(page)).flat().length, Object.values(all).flat().length + 1);

  // Storage that is full or cannot be read: said, and nothing is lost.
  await page.goto(`${url}${report}/4`);
  await page.waitForTimeout(300);
  const held = await page.evaluate(() => localStorage.highlights);
  await page.evaluate(() => {
    let piece = "x".repeat(1 << 22);
    for (let at = 0; piece.length; at += 1) {
      try {
        localStorage[`filler${at}`] = piece;
      } catch {
        piece = piece.slice(piece.length / 2 + 0.5);
      }
    }
  });
  await select(page, `p${plain.id}`, 60, 90);
  await isOpen(page);
  await page.locator("#point_ [data-colour=blue]").click();
  assert.match(await told(page), /full/);
  assert.equal(await page.evaluate(() => localStorage.highlights), held);
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (name.startsWith("filler")) delete localStorage[name];
    localStorage.highlights = "[{";
  });
  await page.locator("#point_ [data-colour=blue]").click();
  assert.match(await told(page), /cannot be read/);
  assert.equal(await page.evaluate(() => localStorage.highlights), "[{");
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("button", { hasText: name }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  await page.goto(`${url}/highlights`);
  assert.ok(await page.locator(".broken").isVisible());
  assert.equal((await save("Save it as it is"))[1], "[{");
  await page.locator("[data-do=anew]").click();
  assert.ok(await page.locator(".none").isVisible());
  await page.evaluate((held) => (localStorage.highlights = held), held);

  // The list: by place, narrowed, ordered by date, changed, removed and put back.
  await page.reload();
  const rows = page.locator(".held > li");
  await rows.first().waitFor();
  const count = (await kept(page)).length;
  assert.equal(await rows.count(), count);
  const numbers = (await page.locator(".held .where a").allTextContents()).map((label) => Number(label.slice(1)));
  const places = blocks.map(({ id }) => Number(id));
  assert.deepEqual(numbers.map((number) => places.indexOf(number)), numbers.map((number) => places.indexOf(number)).toSorted((a, b) => a - b), "in the text's order");
  await page.locator("[name=words]").fill("heron THOUGHT");
  assert.equal(await rows.count(), 1);
  assert.equal(await page.locator(".shown").textContent(), `Shown: 1 of ${count}`);
  await page.locator("[name=words]").fill("");
  await page.locator("[name=colour]").selectOption("note");
  assert.equal(await rows.count(), 3);
  await page.locator("[name=colour]").selectOption("");
  await page.locator("[name=order]").selectOption("newest");
  assert.equal(await rows.first().locator("textarea").inputValue(), "It will move.");
  await page.locator("[name=order]").selectOption("place");
  const href = await rows.filter({ hasText: part.exact.slice(0, 40) }).locator("a").getAttribute("href");
  assert.ok(href.startsWith(`${part.path}?v=${part.v}#:~:text=`), href);
  const visit = await context.newPage();
  await visit.goto(url + href);
  await visit.waitForTimeout(300);
  assert.match(await visit.locator(".seen").getAttribute("class"), /unchanged/);
  await visit.close();
  await rows.first().locator("button").click();
  assert.equal(await rows.count(), count - 1);
  await page.locator("[data-do=undo]").click();
  await page.waitForFunction((count) => document.querySelectorAll(".held > li").length === count, count);

  // Saved by the model; taken into another browser it is the same.
  const [name, text] = await save("Save as Web Annotations");
  assert.equal(name, "highlights.json");
  checkModel(JSON.parse(text));
  const [, markdown] = await save("Save as Markdown");
  assert.ok(markdown.includes(NOTE) && markdown.includes(`> ${part.exact.slice(0, 30)}`));
  const same = (items) => items.map(({ stamp, ...item }) => item).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const fresh = await browser.newContext({ viewport: { width: 390, height: 844 } });
  listen(fresh);
  const small = await fresh.newPage();
  const take = async (content) => {
    await small.locator(".told [role=status]").evaluate((it) => (it.textContent = ""));
    await small.setInputFiles("input[type=file]", { name: "file.json", mimeType: "application/json", buffer: Buffer.from(content) });
    await small.waitForFunction(() => document.querySelector(".told [role=status]").textContent);
    return [await small.locator(".told [role=status]").textContent(), await small.locator(".faults li").allTextContents()];
  };
  await small.goto(`${url}/highlights`);
  assert.ok(await small.locator(".none").isVisible());
  assert.deepEqual(await take(text), [`${count} added, 0 renewed, 0 known already, 0 not placed, 0 left out.`, []]);
  assert.deepEqual(same(await kept(small)), same(await kept(page)), "what is taken is what was saved");
  assert.deepEqual((await take(text))[0], `0 added, 0 renewed, ${count} known already, 0 not placed, 0 left out.`);

  // Others' annotations: placed by their words alone; faults by number.
  const quote = (exact) => ({ selector: [{ type: "TextQuoteSelector", exact }] });
  const sentence = words(plain, ...plain.sentences[1]);
  assert.deepEqual(await take(JSON.stringify({
    rows: [
      { id: "abc", uri: `https://elsewhere.example${report}/4`, text: "Seen elsewhere", tags: ["tag"], created: "2024-01-02T03:04:05+00:00", target: [{ source: `https://elsewhere.example${report}/4`, ...quote(sentence) }] },
      { type: "Annotation", target: { source: `${url}${report}`, ...quote("Words that nobody ever wrote in this place, nor elsewhere") } },
      { type: "Note", target: `${url}${report}/4` },
      { type: "Annotation" },
      { type: "Annotation", target: { source: "https://example.org/other", ...quote("x") } },
      { type: "Annotation", target: `${url}${report}/4` },
      { type: "Annotation", created: "yesterday", target: { source: `${url}${report}/4`, ...quote("x") } },
      7,
    ],
  })), ["2 added, 0 renewed, 0 known already, 1 not placed, 6 left out.", [
    "Annotation 3: its “type” is \"Note\", not “Annotation”.",
    "Annotation 4: it has no “target”.",
    "Annotation 5: its target \"https://example.org/other\" is no address of a report of this library.",
    "Annotation 6: its target has no TextQuoteSelector with “exact” words.",
    "Annotation 7: its “created” \"yesterday\" is no date.",
    "Annotation 8: it is no object.",
  ]]);
  const foreign = (await kept(small)).find(({ id }) => id === "abc");
  assert.deepEqual([foreign.parts[0].path, foreign.parts[0].start, foreign.note], [`${report}/4/${plain.id}`, plain.sentences[1][0], "Seen elsewhere\n\ntag"]);
  assert.match((await take("{"))[1][0], /^The file is no JSON/);
  assert.deepEqual((await take("{}"))[1], ["The file is no Web Annotation, nor a page or collection of them"]);
  await small.locator("[data-do=all]").click();
  await small.locator("dialog button", { hasText: "Keep" }).click();
  assert.equal((await kept(small)).length, count + 2);
  await small.locator("[data-do=all]").click();
  await small.locator("dialog button", { hasText: "Delete" }).click();
  assert.equal((await kept(small)).length, 0);
  await small.locator("[data-do=undo]").click();
  await small.waitForFunction((count) => document.querySelectorAll(".held > li").length === count, count + 2);
  await fresh.close();

  // The text is edited: a sentence reworded, a paragraph moved to another section, one taken out,
  // words put in before others.
  const sections = join(folder, report.slice(1), "sections");
  const files = new Map();
  for (const file of await readdir(sections)) files.set(file, await readFile(join(sections, file), "utf8"));
  const bare = (text) => text.replace(/\[\^[^\]]+\]|<!--.*?-->|[*_\\]/g, "").replace(/\s+/g, " ").trim();
  const holds = (block) => {
    const wanted = block.text.slice(0, 60);
    for (const [file, text] of files) {
      const paragraph = text.split(/\n{2,}/).find((one) => bare(one).startsWith(wanted));
      if (paragraph) return { file, paragraph };
    }
    throw new Error(`no file holds “${wanted}”`);
  };
  const edit = (block, change, to) => {
    const { file, paragraph } = holds(block);
    files.set(file, files.get(file).replace(paragraph, change(paragraph)));
    if (to) files.set(to, `${files.get(to).trimEnd()}\n\n${paragraph}\n`);
  };
  const { blocks: after } = await sectionOf("5");
  const next = holds(after.find(({ kind }) => kind === "paragraph")).file;
  const phrase = part.exact.split(" ").slice(3, 5).join(" ");
  edit(reworded, (text) => text.replace(phrase, "somewhat otherwise"));
  edit(moved, () => "", next);
  edit(removed, () => "");
  edit(shifted, (text) => `As was said before, and is said again. ${text}`);
  const stampOf = async () => (await (await fetch(`${url}/highlights`)).text()).match(/data-stamp="(\w+)"/)[1];
  const stamp = await stampOf();
  for (const [file, text] of files) await writeFile(join(sections, file), text.replace(/\n{3,}/g, "\n\n"));
  for (let at = 0; at < 100 && (await stampOf()) === stamp; at += 1) await page.waitForTimeout(200);
  assert.notEqual(await stampOf(), stamp, "the server reads the content again");
  await page.waitForTimeout(1000);

  const were = await kept(page);
  await page.goto(`${url}${report}/5`);
  await page.waitForFunction(() => CSS.highlights.get("rose")?.size === 1);
  assert.deepEqual((await painted(page)).rose, [words(moved, ...moved.sentences[0])], "the moved words are painted where they went");
  const are = new Map((await kept(page)).map((item) => [item.id, item]));
  assert.equal(are.size, were.length, "nothing is lost");
  const partIn = (wanted) => were.filter(({ parts }) => parts[0].path.endsWith(`/4/${wanted.id}`)).map(({ id }) => are.get(id)).find(({ note, parts }) => note !== "A second note." && parts.length === 1).parts[0];
  let found = partIn(reworded);
  assert.ok(found.now.includes("somewhat otherwise") && found.now.startsWith(part.exact.slice(0, 8)), "reworded words are found");
  assert.equal(found.exact, part.exact, "and what was marked is kept");
  found = partIn(moved);
  assert.ok(found.path.startsWith(`${report}/5/`) && found.from === `${report}/4/${moved.id}` && !found.now);
  found = partIn(removed);
  assert.ok(found.lost, "what was taken out is not placed");
  found = partIn(shifted);
  assert.ok(found.start === "As was said before, and is said again. ".length && !found.now && !found.lost);
  await page.goto(`${url}/highlights`);
  await page.waitForFunction((count) => document.querySelectorAll(".held > li").length === count, count);
  await page.locator("[name=colour]").selectOption("lost");
  assert.equal(await rows.count(), 1);
  assert.match(await rows.first().textContent(), /Not placed/);
  assert.ok((await rows.first().locator("blockquote").textContent()).includes(removed.text.slice(0, 60)), "with its words");
  await page.locator("[name=colour]").selectOption("");
  await checkAccess(page);
  assert.equal(await page.locator(".state q:visible").count(), 1);
  checkModel(JSON.parse((await save("Save as Web Annotations"))[1]));

  // Nobody was told a word of it.
  const secrets = [NOTE, "Heron", "second note", "will move", ...were.flatMap(({ parts }) => parts.map(({ exact }) => exact.split(" ").slice(0, 4).join(" ")))];
  for (const request of asked) {
    const readable = decodeURIComponent(request.replace(/%(?![\da-f]{2})/gi, "%25")).replaceAll("+", " ");
    for (const secret of secrets) assert.ok(!readable.includes(secret), `${request} tells “${secret}”`);
  }
  assert.ok(asked.length > 50, "requests were recorded");
  assert.deepEqual(faults, [], "no script failed");
  console.log("highlights and notes: as they should be");
}, "--content", folder).finally(() => rm(folder, { recursive: true, force: true }));
