// Accessibility of each kind of page by axe-core's rules of WCAG 2.2, A and AA, at four widths, dark
// at the narrowest and widest, and in Chinese at the narrowest; and of what opens over pages, narrow
// and wide: `npm run axe`. Ends with 1 if a rule is broken.

import axe from "axe-core";
import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

const wanted = new RegExp(process.env.ONLY ?? "");
const widths = [390, 768, 1024, 1440];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Opens the menu at a paragraph of the text. */
async function point(page) {
  await page.locator("#p2 > .permalink").click();
  await page.waitForSelector("#point_:popover-open");
}

/** Highlights the first sentence of a paragraph of the text, and writes a note. */
async function highlight(page) {
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#p2 .s")));
  await page.waitForSelector("#point_:popover-open");
  await page.locator("#point_ .write").click();
  await page.locator(".pens textarea").fill("To be read again.");
}

/** What opens, by name: the kind of page, and what opens it there. */
const opened = {
  "preview of a note": ["section", async (page) => {
    await page.locator("main .marker").last().hover();
    await page.waitForSelector(".card:popover-open, .lit");
  }],
  "preview of a name": ["section", async (page) => {
    await page.locator("main .mention[href]").first().hover();
    await page.waitForSelector(".card:popover-open");
  }],
  "opened note": ["section", async (page, width) => {
    await page.locator("main .marker").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(width < 1000 ? ".note[open]" : ".note.lit, .card:popover-open");
  }],
  settings: ["section", (page) => page.click(".settings > summary")],
  keys: ["section", async (page) => {
    await page.keyboard.press("?");
    await page.waitForSelector(".settings dialog[open]");
  }],
  contents: ["section", (page) => page.click(".contents > summary")],
  "menu at a paragraph": ["section", point],
  "panels of a paragraph": ["section", async (page, width) => {
    await point(page);
    await page.click("#point_ .around");
    await page.waitForSelector(width < 1300 ? ".panels:popover-open" : ".here");
    for (const more of await page.locator(".panels .others:not([hidden]) > summary").all()) await more.click();
  }],
  "held panels": ["section", async (page, width) => {
    if (width >= 1344) await page.click(".panels .lock");
  }],
  suggestions: ["section", async (page) => {
    await page.locator(".find [type=search]").pressSequentially("semi");
    await page.waitForSelector("[role=option]");
    await page.keyboard.press("ArrowDown");
  }],
  certainty: ["section", (page) => page.check("#certainty_")],
  "offered place": ["section", async (page) => {
    const here = page.url();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await page.waitForTimeout(500);
    await page.goto(new URL("/", here).href);
    await page.goto(here);
    await page.waitForSelector("#offer_:not([hidden])");
  }],
  "menu of a highlight": ["section", highlight],
  "list of highlights": ["section", async (page) => {
    await highlight(page);
    await page.goto(new URL("/highlights", page.url()).href);
    await page.waitForSelector("#highlights_ .held li");
  }],
  "list of the basket": ["section", async (page) => {
    await point(page);
    await page.locator("#point_ .buttons button:not([data-copy], .around)").click();
    await page.waitForFunction(() => localStorage.basket);
    await page.goto(new URL("/basket", page.url()).href);
    await page.waitForSelector("#basket_ .held li");
  }],
  "offer to keep": ["front", async (page) => {
    await page.click("details.keep > summary");
    await page.waitForSelector("details.keep [data-do=keep]:not([hidden])");
  }],
};
/** What the reader may set besides light and dark; each on a section. */
const set = { sepia: ["theme", "sepia"], "high contrast": ["contrast", "more"], "no lines under names": ["names", "off"] };
for (const [name, [key, value]] of Object.entries(set)) {
  opened[name] = ["section", (page) => page.evaluate(([key, value]) => {
    document.documentElement.dataset[key] = value;
  }, [key, value])];
}

await withBrowser(async ({ url, browser }) => {
  const kinds = await findKinds(url, await browser.newPage());
  const broken = new Map();
  let checked = 0;

  /** Checks what `page` shows, under the name `place`. */
  async function check(page, place) {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate((values) => window.axe.run({
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
    }), tags);
    checked += 1;
    for (const { id, help, nodes } of violations) {
      for (const { target, any } of nodes) {
        const fault = `${id}: ${help}\n  ${target.join(" ")}\n  ${any[0]?.message ?? ""}`;
        broken.set(fault, [...(broken.get(fault) ?? []), place]);
      }
    }
  }

  const looks = widths.map((width) => ({ scheme: "light", width, locale: "en" }));
  looks.push(...[widths[0], widths.at(-1)].map((width) => ({ scheme: "dark", width, locale: "en" })));
  looks.push({ scheme: "light", width: widths[0], locale: "zh-CN" });
  for (const { scheme: colorScheme, width, locale } of looks) {
    const options = { colorScheme, locale, viewport: { width, height: 900 } };
    const context = await browser.newContext(options);
    const page = await context.newPage();
    for (const [name, path] of Object.entries(kinds)) {
      const place = `${name} ${width} ${colorScheme} ${locale}`;
      if (!wanted.test(place)) continue;
      await page.goto(url + path);
      await check(page, place);
    }
    await context.close();
    if (width !== widths[0] && width !== widths.at(-1)) continue;
    for (const [name, [kind, open]] of Object.entries(opened)) {
      const place = `${name} ${width} ${colorScheme} ${locale}`;
      if (!wanted.test(place)) continue;
      // Of its own, so that nothing is kept from another.
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(url + kinds[kind]);
      await open(page, width).catch(({ message }) => {
        throw new Error(`${place} does not open: ${message}`);
      });
      await check(page, place);
      await context.close();
    }
  }
  for (const [fault, places] of broken) console.log(`${fault}\n  ${places.join(", ")}\n`);
  console.log(`axe: ${checked} pages, ${broken.size} faults`);
  if (checked === 0 || broken.size > 0) process.exitCode = 1;
});
