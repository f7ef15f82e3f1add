// The search box in a browser: suggestions by keyboard, results in place, the walk through marked
// words, and the form without script: `npm run search`. Ends with 1 if anything is not as it
// should be.

import assert from "node:assert/strict";
import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

const box = "search input[name=q]";

const checks = {
  async "the box is a combobox that is closed until there are suggestions"(page) {
    const state = () => page.locator(box).evaluate((box) => [
      box.role,
      box.ariaExpanded,
      document.getElementById(box.getAttribute("aria-controls"))?.hidden,
    ]);
    assert.deepEqual(await state(), ["combobox", "false", true]);
    await page.locator(box).pressSequentially("s");
    await page.waitForTimeout(400);
    assert.deepEqual(await state(), ["combobox", "false", true]);
    await suggestions(page, "emi");
    assert.deepEqual(await state(), ["combobox", "true", false]);
  },

  async "arrows choose, Escape keeps the words"(page) {
    const options = await suggestions(page, "semi");
    const last = (await options.count()) - 1;
    assert.ok(last > 0, "several suggestions");
    for (const [key, at] of [
      ["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1],
      ["ArrowUp", last], ["ArrowDown", -1], ["ArrowDown", 0],
    ]) {
      await page.keyboard.press(key);
      assert.equal(await active(page), at < 0 ? null : `option_${at}`, key);
      const chosen = await page.locator('[role=option][aria-selected="true"]').count();
      assert.equal(chosen, at < 0 ? 0 : 1, key);
    }
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("[role=listbox]").isHidden(), true);
    assert.equal(await page.inputValue(box), "semi");
    assert.equal(await active(page), null);
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator("[role=listbox]").isVisible(), true);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator("[role=listbox]").isHidden(), true);
  },

  async "Enter follows what is chosen, and a reference comes first"(page, { report }) {
    const options = await suggestions(page, "KJ7");
    assert.match(await options.first().textContent(), /7/);
    await page.keyboard.press("ArrowDown");
    await Promise.all([page.waitForURL(`**${report}/7`), page.keyboard.press("Enter")]);
  },

  async "a pointer follows what it touches"(page) {
    const options = await suggestions(page, "semi");
    const before = page.url();
    await options.first().click();
    await page.waitForURL((url) => url.href !== before);
  },

  async "results change in place while words are typed, and Back goes to the search before"(page, { url }) {
    await page.goto(`${url}/search?q=arms+race`);
    const total = await page.locator(".total").textContent();
    await page.evaluate(() => (window.same = true));
    await page.locator(box).fill("drones");
    await page.waitForURL("**/search?q=drones");
    assert.notEqual(await page.locator(".total").textContent(), total);
    assert.match(await page.locator("search [role=status]").textContent(), /\d+\shits/);
    assert.equal(await page.evaluate(() => document.activeElement.name), "q");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.title.includes("drones"));
    await page.goBack();
    await page.waitForURL("**/search?q=arms+race");
    await page.waitForFunction((old) => document.querySelector(".total")?.textContent === old, total);
    assert.equal(await page.inputValue(box), "arms race");
    assert.equal(await page.evaluate(() => window.same), true, "the page was loaded anew");
  },

  async "n and Shift+n walk the marks, Escape takes them away"(page, { url, report }) {
    await page.goto(`${url}${report}/4?hl=arms+race`);
    const marks = await page.locator("main mark.hit:not(.rest)").count();
    assert.ok(marks > 1, "several marks");
    const at = () => page.evaluate(() =>
      [...document.querySelectorAll("main mark.hit:not(.rest)")].indexOf(document.activeElement));
    for (const [key, expected] of [["n", 0], ["n", 1], ["Shift+N", 0]]) {
      await page.keyboard.press(key);
      assert.equal(await at(), expected, key);
    }
    await page.locator(box).fill("");
    await page.keyboard.press("n");
    assert.equal(await page.inputValue(box), "n", "a letter in the box is a letter");
    await page.locator("main").click({ position: { x: 2, y: 2 } });
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("main mark.hit, .marks").count(), 0);
    assert.equal(new URL(page.url()).search, "");
  },

  async "the last mark leads on to the next section that has some"(page, { url, report }) {
    await page.goto(`${url}${report}/4?hl=arms+race`);
    const next = await page.locator(".marks [rel=next]").getAttribute("href");
    const marks = await page.locator("main mark.hit:not(.rest)").count();
    for (let step = 0; step < marks; step += 1) await page.keyboard.press("n");
    await Promise.all([page.waitForURL(url + next), page.keyboard.press("n")]);
    assert.ok((await page.locator("main mark.hit").count()) > 0);
  },
};

/** The suggestions after `words` were typed too. */
async function suggestions(page, words) {
  await page.locator(box).pressSequentially(words, { delay: 10 });
  const options = page.locator("[role=listbox]:not([hidden]) [role=option]");
  await options.first().waitFor();
  return options;
}

const active = (page) => page.locator(box).getAttribute("aria-activedescendant");

async function withoutScript(browser, { url, report }) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url + report);
  await page.locator(box).fill("arms race");
  await page.locator(box).press("Enter");
  await page.waitForURL("**/search?*q=arms+race");
  await page.locator(".hits .quote + .why a").first().click();
  await page.waitForURL("**?hl=arms+race");
  assert.ok((await page.locator("main mark.hit").count()) > 0, "words are marked");
  await page.locator(".marks .clear").click();
  assert.equal(await page.locator("main mark.hit").count(), 0);
  await context.close();
}

await withBrowser(async ({ url, browser }) => {
  const { front: report } = await findKinds(url, await browser.newPage());
  const run = async (name, check) => {
    try {
      await check();
    } catch (fault) {
      process.exitCode = 1;
      console.log(`${name}: ${fault.message}`);
    }
  };
  for (const [name, check] of Object.entries(checks)) {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.stack));
    await run(name, async () => {
      await page.goto(url + report);
      await check(page, { url, report });
      assert.deepEqual(errors, []);
    });
    await context.close();
  }
  await run("without script", () => withoutScript(browser, { url, report }));
  console.log(`search: ${Object.keys(checks).length + 1} checks`);
});
