// Pointing in the page and the basket, as a reader's hands meet them: `npm run point`. Ends with 1
// at the first thing that is not so.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";

/** The middle of the words that are selected, and how far the page is scrolled. */
const place = () => {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0).getBoundingClientRect() : null;
  return { y: scrollY, top: range?.top };
};

/** Selects from the `from`th to the `to`th sign of `selector`'s words, as a hand would. */
function select([selector, from, to, end = selector]) {
  const at = (what, offset) => {
    const walk = document.createTreeWalker(document.querySelector(what), NodeFilter.SHOW_TEXT);
    let left = offset;
    while (walk.nextNode()) {
      if (walk.currentNode.parentElement.closest(".permalink,.point")) continue;
      if (left <= walk.currentNode.length) return [walk.currentNode, left];
      left -= walk.currentNode.length;
    }
    throw new Error(`${what} has fewer signs than ${offset}`);
  };
  getSelection().setBaseAndExtent(...at(selector, from), ...at(end, to));
  return getSelection().toString();
}

/** What the clipboard holds, by type. */
async function clipboard(page) {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const held = {};
    for (const type of item.types) held[type] = await (await item.getType(type)).text();
    return held;
  });
}

const isOpen = (page) => page.evaluate(() => document.querySelector("#point_").matches(":popover-open"));

async function press(page, name) {
  await page.locator("#point_ button", { hasText: name }).click();
  await page.waitForFunction(() => document.querySelector("#point_ [role=status]").textContent !== "");
  return page.locator("#point_ [role=status]").textContent();
}

/** Where each block of the text stands. */
const layout = (page) =>
  page.evaluate(() => [...document.querySelectorAll("main [data-v]")].map((it) => {
    const { left, top, width, height } = it.getBoundingClientRect();
    return [left, top + scrollY, width, height].map(Math.round).join(" ");
  }).join("\n"));

await withBrowser(async ({ url, browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(url).origin });
  const page = await context.newPage();
  const foreign = [];
  context.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !to.startsWith("blob:")) foreign.push(to);
  });
  const faults = [];
  context.on("weberror", (error) => faults.push(error.error().message));
  await page.goto(url);
  const report = await page.locator("main h2 a").first().getAttribute("href");
  const section = `${url}${report}/4`;

  // By keyboard: Enter on a mark opens, Tab goes through, Escape gives back the mark.
  await page.goto(section);
  const before = await layout(page);
  const mark = page.locator("#p2 > .permalink");
  await mark.focus();
  await page.keyboard.press("Enter");
  assert.ok(await isOpen(page), "Enter opens the menu");
  assert.equal(page.url(), section, "the menu leaves the address alone");
  assert.equal(await layout(page), before, "the text stands where it stood");
  const stops = await page.locator("#point_ :is(button, select, input, a):visible").count();
  for (let at = 0; at < stops; at += 1) {
    const inside = await page.evaluate(() => document.activeElement.closest("#point_") !== null);
    assert.ok(inside, `Tab goes through the menu: ${at} of ${stops}`);
    await page.keyboard.press("Tab");
  }
  assert.equal(await page.evaluate(() => document.activeElement.closest("#point_")), null, "and out of it");
  await page.locator("#point_ button").first().focus();
  await page.keyboard.press("Escape");
  assert.ok(!(await isOpen(page)), "Escape closes it");
  assert.ok(await mark.evaluate((it) => it === document.activeElement), "and gives the focus back");

  // By mouse: link, citation, quotation; plain and rich, or Markdown.
  await mark.click();
  assert.equal(await press(page, "Copy link"), "The link is copied.");
  let copied = await clipboard(page);
  const v = await page.locator("#p2").getAttribute("data-v");
  assert.equal(copied["text/plain"], `${section}/2?v=${v}`);
  assert.match(copied["text/html"], /<a href="[^"]+\/4\/2\?v=[^"]+">Judgment 4, paragraph 2<\/a>/);
  await page.locator("#point_ select").selectOption("mla");
  await press(page, "Copy citation");
  copied = await clipboard(page);
  const cited = await page.evaluate((at) => fetch(at).then((answer) => answer.json()), `/api/v1/reports${report}/cite?point=4/2&accessed=${new Date().toLocaleDateString("sv")}`);
  assert.equal(copied["text/plain"], cited.styles.mla.text);
  assert.match(copied["text/html"], /<(em|i)\b/, "titles are emphasised");
  await press(page, "Copy quotation");
  copied = await clipboard(page);
  assert.ok(copied["text/plain"].startsWith("“") && copied["text/plain"].endsWith(cited.styles.chicago_note.text));
  assert.ok(copied["text/plain"].includes(cited.quotation.words.slice(0, 40)));
  assert.ok(!/\d{2}[”]/.test(copied["text/plain"].replace(cited.quotation.words, "")), "without markers");
  assert.match(copied["text/html"], /<blockquote>/);
  await page.locator("#point_ input").check();
  await press(page, "Copy quotation");
  copied = await clipboard(page);
  assert.ok(copied["text/plain"].startsWith("> ") && !copied["text/html"], "Markdown comes alone");
  await page.locator("#point_ input").uncheck();
  assert.equal(await press(page, "Add to basket"), "It is in the basket.");
  assert.equal(await page.locator(".to-basket .count").textContent(), "1");
  assert.equal(await layout(page), before, "the text stands where it stood");

  // Back returns to the line.
  const line = await page.evaluate(place);
  await page.locator("#point_ .to-page").click();
  await page.waitForURL(/\/4\/2$/);
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => location.pathname.endsWith("/4"));
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 2, line.y);
  assert.equal(await page.locator("#point_ select").inputValue(), "mla", "the style is kept");

  // The section's own mark.
  await page.locator("h1 .permalink").click();
  await press(page, "Copy link");
  copied = await clipboard(page);
  assert.match(copied["text/plain"], /\/4\?v=\w+$/);
  await press(page, "Add to basket");
  await page.keyboard.press("Escape");

  // A click elsewhere closes it; a click with Ctrl goes to the point's page.
  await mark.click();
  await page.mouse.click(5, 300);
  assert.ok(!(await isOpen(page)), "a click elsewhere closes it");
  const opened = context.waitForEvent("page");
  await mark.click({ modifiers: ["Control"] });
  await (await opened).close();

  /** Selects, copies the link, opens it elsewhere; the words have to be in view there. */
  async function checkSelection(where, wanted, path = `${report}/4`) {
    await page.goto(url + path);
    await page.evaluate(select, where);
    await page.waitForFunction(() => document.querySelector("#point_").matches(":popover-open"));
    assert.equal(await page.locator("#point_ b").textContent(), "The selected words");
    assert.ok(await page.evaluate(() => `${getSelection()}` !== ""), "the words stay selected");
    await press(page, "Copy link");
    const link = (await clipboard(page))["text/plain"];
    assert.match(link, wanted);
    await press(page, "Copy quotation");
    const quoted = (await clipboard(page))["text/plain"].match(/^“(.*?)” /s)[1];
    // Without the sentence's own page and id, so that nothing but the words can bring it into view.
    const [head, directive] = link.split(":~:");
    const bare = `${url}${path.replace(/\/all$/, "/4")}#:~:${directive}`;
    const other = await context.newPage();
    await other.goto(bare);
    await other.waitForTimeout(300);
    const found = await other.evaluate((selector) => {
      const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
      return { y: scrollY, inView: top < innerHeight && bottom > 0 };
    }, where[0].replace("#\\34 -", "#"));
    await other.goto(link);
    const kept = await other.locator(".seen").getAttribute("class");
    await other.close();
    return { head, directive, quoted, found, kept };
  }

  // Words far down the page; a part of a word grows to the whole word.
  const id = await page.evaluate(() => [...document.querySelectorAll("p[data-v]")].filter((it) => it.textContent.length > 300).pop().id);
  let seen = await checkSelection([`#${id}`, 33, 90], new RegExp(`/4/${id.slice(1)}\\.\\d+\\?v=\\w+#${id}\\.\\d+:~:text=`));
  assert.ok(seen.found.y > 200 && seen.found.inView, `Chromium finds ${seen.directive}`);
  assert.match(seen.kept, /unchanged/, "the link knows its words");
  const words = await page.locator(`#${id}`).evaluate((it) => it.textContent.replace(/\s+/g, " "));
  assert.ok(words.replace(/(?<=\D)\d{1,3}(?=\s|$)/g, "").includes(seen.quoted) || words.includes(seen.quoted), seen.quoted);
  assert.ok(!/[\p{L}]/u.test(words[words.indexOf(seen.quoted) - 1] ?? " "), `whole words: ${seen.quoted}`);

  // A long passage, by its first and last words; over two paragraphs.
  seen = await checkSelection([`#${id}`, 0, 280], /:~:text=[^,]+,[^,]+$/);
  assert.ok(seen.found.y > 200 && seen.found.inView, `Chromium finds ${seen.directive}`);
  const above = `p${Number(id.slice(1)) - 1}`;
  seen = await checkSelection([`#${above}`, 20, 40, `#${id}`], /:~:text=[^,]+,[^,]+$/);
  assert.ok(seen.found.y > 200 && seen.found.inView, `Chromium finds ${seen.directive}`);

  // Words that stand there twice are told apart by their neighbours.
  const twice = await page.evaluate(() => {
    const seen = new Map();
    for (const block of document.querySelectorAll("p[data-v]")) {
      for (const { 0: word, index } of block.textContent.matchAll(/\p{L}{8,}/gu)) {
        const last = seen.get(word);
        if (last && last.id !== block.id && index > 40) seen.set(word, { ...last, again: { id: block.id, index, word } });
        else if (!last) seen.set(word, { id: block.id });
      }
    }
    return [...seen.values()].filter(({ again }) => again).pop()?.again;
  });
  assert.ok(twice, "some word stands there twice");
  seen = await checkSelection([`#${twice.id}`, twice.index, twice.index + twice.word.length], /:~:text=.+-,/);
  assert.ok(seen.found.inView, `Chromium finds ${seen.directive}`);

  // The page of the whole report points at the same addresses.
  seen = await checkSelection(["#\\34 -p2", 0, 40], /\/4\/2\.1\?v=\w+#p2\.1:~:text=/, `${report}/all`);
  assert.ok(seen.found.inView, `Chromium finds ${seen.directive}`);

  // By touch.
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const small = await phone.newPage();
  await small.goto(section);
  const still = await layout(small);
  await small.locator("#p2 > .permalink").tap();
  assert.ok(await isOpen(small), "a tap opens the menu");
  const sheet = await small.locator("#point_").boundingBox();
  assert.ok(sheet.y + sheet.height <= 845 && sheet.x >= 0 && sheet.width <= 390, "it is on the screen");
  assert.equal(await layout(small), still, "the text stands where it stood");
  await phone.close();

  // The basket: kept, ordered, with own words, saved.
  await page.goto(section);
  await page.evaluate(select, [`#${id}`, 0, 60]);
  await page.waitForFunction(() => document.querySelector("#point_").matches(":popover-open"));
  await press(page, "Add to basket");
  await page.keyboard.press("Escape");
  await page.locator(".to-basket").click();
  const rows = page.locator(".held > li");
  await page.waitForFunction(() => document.querySelectorAll(".held h2 a").length === 3
    && [...document.querySelectorAll(".held h2 a")].every((it) => !it.textContent.startsWith("/")));
  assert.deepEqual(await page.locator(".held h2 a").allTextContents().then((all) => all.slice(0, 2)), ["Judgment 4, paragraph 2", "Judgment 4"]);
  assert.equal(await page.locator(".held .state:visible").count(), 0, "nothing has changed");
  await rows.nth(0).locator("textarea").fill("My *own* words & <more>.");
  await rows.nth(0).locator("[data-do=down]").click();
  assert.deepEqual(await page.locator(".held h2 a").allTextContents().then((all) => all.slice(0, 2)), ["Judgment 4", "Judgment 4, paragraph 2"]);
  assert.ok(await rows.nth(1).locator("[data-do=down]").evaluate((it) => it === document.activeElement), "the focus goes along");
  const numbers = await page.locator(".held sup").allTextContents();
  assert.deepEqual(numbers, numbers.map((_, at) => `${at + 1}`), "notes are numbered from 1");
  assert.equal(await page.locator(".called ol > li").count(), numbers.length, "and each is there");
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("button", { hasText: name }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  const [markdownName, markdown] = await save("Save as Markdown");
  assert.equal(markdownName, "basket.md");
  assert.equal(markdown.match(/^\[\^\d+\]: /gm).length, numbers.length);
  for (const number of numbers) assert.ok(markdown.split(`[^${number}]`).length === 3, `note ${number} is called once`);
  assert.ok(markdown.includes("My *own* words & <more>."));
  const [htmlName, html] = await save("Save as HTML");
  assert.equal(htmlName, "basket.html");
  assert.ok(html.includes("My *own* words &#38; &#60;more&#62;."));
  const paper = await context.newPage();
  await paper.setContent(html);
  assert.equal(await paper.locator("ol > li").count(), numbers.length);
  assert.equal(await paper.locator("blockquote").count(), 3);
  await paper.close();
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll(".held > li").length === 3);
  assert.equal(await rows.nth(1).locator("textarea").inputValue(), "My *own* words & <more>.", "own words are kept");
  await rows.nth(2).locator("[data-do=remove]").click();
  assert.equal(await rows.count(), 2);
  await page.locator("[data-do=undo]").click();
  assert.equal(await rows.count(), 3);

  // Words that are not those of the report any more: told, and taken only when asked.
  await page.evaluate(() => {
    const held = JSON.parse(localStorage.basket);
    const [{ words }, other] = held;
    held[0].words = `Formerly, ${words}`;
    other.path = other.path.replace(/\d+$/, "9999");
    localStorage.basket = JSON.stringify(held);
  });
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll(".held .state:not([hidden])").length === 2);
  assert.match(await rows.nth(1).locator(".state").textContent(), /no longer/);
  assert.match(await rows.nth(0).locator("blockquote").textContent(), /^Formerly/);
  await rows.nth(0).locator("[data-do=take]").click();
  await page.waitForFunction(() => !document.querySelector(".held").textContent.includes("Formerly"));
  assert.ok(await rows.nth(0).locator(".state").isHidden(), "what was taken is the report's");
  for (let left = 3; left; left -= 1) await rows.nth(0).locator("[data-do=remove]").click();
  assert.ok(await page.locator(".none").isVisible(), "an empty basket says so");
  assert.ok(await page.locator(".to-basket").isHidden());

  assert.deepEqual(foreign, [], "nobody else was asked");
  assert.deepEqual(faults, [], "no script failed");
  console.log("pointing and the basket: as they should be");
});
