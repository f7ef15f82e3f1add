// What a page owes to whoever reads by keyboard, enlarged, or without motion: `npm run keyboard`.
// Tab reaches and leaves everything in an order that makes sense, the focus is seen, targets are
// large enough, Escape closes; at 320 pixels and at 200 of 100 nothing is lost; nothing moves where
// the reader wants stillness; the page comes back from memory. Ends with 1 if something fails.

import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

const faults = [];
const check = (sound, place, words) => sound || faults.push(`${place}: ${words}`);
/** Kinds of page that stand for the others here: each has parts that the others lack. */
const walked = ["front", "section", "notes", "entities", "entity", "cite", "search", "lines", "marks", "basket"];

/** What has the focus: its name, place and looks; null at the page's end. */
function focused() {
  const it = document.activeElement;
  if (it === document.body) return null;
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
  // Of a link over two lines the middle may be beside it: any of its boxes counts.
  const seen = [...it.getClientRects()].some(({ left, top, width, height }) => {
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return at && (it.contains(at) || at.contains(it) || at.closest("label")?.contains(it));
  });
  it.dataset.stop ??= String((window.stops = (window.stops ?? 0) + 1));
  return {
    name: `${it.localName}${it.id ? `#${it.id}` : ""}.${it.className} “${(it.ariaLabel ?? it.textContent).trim().slice(0, 30)}”`,
    stop: it.dataset.stop,
    several: it.type === "date",
    top: box.top + scrollY,
    left: box.left,
    column: it.closest("header.site, .opening, .notes, .panels, .facets, .turn, footer, .marks, .point, .card")?.className ?? "",
    within: box.width > 0 && box.height > 0 && y >= 0 && x >= 0,
    seen,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}

/**
 * Goes round the page by Tab, until it comes where it has been. Where the reader is led to a place in
 * the page, as to the first marked words, Tab goes on from there, and comes to the header at last.
 */
async function walk(page, place) {
  const stops = new Map();
  let before;
  let ends = 0;
  for (;;) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    // A field of a day has several stops.
    if (now && now.stop === before?.stop && now.several) continue;
    if (now ? stops.has(now.stop) : ends) break;
    if (!now) {
      ends += 1;
      before = null;
      continue;
    }
    stops.set(now.stop, now);
    check(now.marked, place, `the focus is not seen at ${now.name}`);
    check(now.seen && now.within, place, `something covers the focus at ${now.name}`);
    // The mark of a block comes after its words, and stands before them where there is a margin.
    if (before && before.column === now.column && now.column === "" && !now.name.includes("permalink")) {
      check(now.top >= before.top - 60, place, `the focus goes up from ${before.name} to ${now.name}`);
    }
    before = now;
  }
  // The panel has other rows when Tab is further down.
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
      .filter((it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
      .filter((it) => !it.dataset.stop && !it.closest(".panels") && (it.type !== "radio" || it.checked))
      .map((it) => `${it.localName}.${it.className} “${it.textContent.trim().slice(0, 30)}”`));
  for (const name of missed) check(false, place, `Tab does not reach ${name}`);
  return stops.size;
}

/** What is smaller than 24 pixels and stands closer than that to another (WCAG 2.5.8), by name. */
function small() {
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !it.closest(".skip, svg"));
  const boxes = targets.map((it) => {
    const label = it.matches("input") && it.closest("label");
    return { it, box: (label || it).getBoundingClientRect() };
  });
  const found = [];
  for (const { it, box } of boxes) {
    // A link in a sentence is as high as its line.
    const inline = getComputedStyle(it).display === "inline" && it.parentElement.textContent.trim() !== it.textContent.trim();
    if (inline || box.width === 0 || (box.width >= 24 && box.height >= 24)) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const near = boxes.find(({ it: other, box: around }) => {
      if (other === it || around.width === 0 || other.contains(it) || it.contains(other)) return false;
      const dx = Math.max(around.left - x, 0, x - around.right);
      const dy = Math.max(around.top - y, 0, y - around.bottom);
      return Math.hypot(dx, dy) < 12;
    });
    if (near) found.push(`${it.localName}.${it.className} “${it.textContent.trim().slice(0, 20)}” ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return found;
}

/** What sticks out of a page that is `innerWidth` wide, or is cut off in it, by name. */
function lost() {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} pixels wide`);
  for (const it of document.querySelectorAll("body *")) {
    const style = getComputedStyle(it);
    if (it.closest("svg, .hidden, .strip, .skip, .scroll, .picture, .table, .lines, .rail, [role=listbox]")) continue;
    if (!it.checkVisibility({ contentVisibilityAuto: true }) || !it.textContent.trim()) continue;
    const box = it.getBoundingClientRect();
    if (box.width > 0 && box.right > innerWidth + 1) found.push(`${it.localName}.${it.className} sticks out to ${Math.round(box.right)}`);
    const cut = style.overflowX === "hidden" && style.textOverflow !== "ellipsis" && it.scrollWidth > it.clientWidth + 1;
    if (cut) found.push(`${it.localName}.${it.className} is cut off`);
  }
  return found.slice(0, 5);
}

await withBrowser(async ({ url, browser }) => {
  const kinds = await findKinds(url, await browser.newPage());
  let stops = 0;

  for (const width of [390, 1440]) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const name of walked) {
      const place = `${name}, ${width} pixels`;
      await page.goto(url + kinds[name]);
      for (const words of await page.evaluate(small)) check(false, place, `too small and too close: ${words}`);
      stops += await walk(page, place);
    }
    await page.goto(url + kinds.section);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    check(await page.evaluate(() => document.activeElement.closest("main") !== null), `section, ${width} pixels`, "the first link does not lead past the header");
    // Escape closes whatever is open, and gives the focus back.
    for (const [summary, body] of [[".contents > summary", ".contents nav"], [".settings > summary", ".settings > form"]]) {
      await page.locator(summary).focus();
      await page.keyboard.press("Enter");
      check(await page.locator(body).isVisible(), `${summary}, ${width} pixels`, "does not open");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Escape");
      check(await page.locator(body).isHidden(), `${summary}, ${width} pixels`, "Escape does not close it");
      check(await page.locator(summary).evaluate((it) => it === document.activeElement), `${summary}, ${width} pixels`, "the focus is lost");
    }
    await context.close();
  }

  // 320 pixels are 1280 at 400 of 100, and a window of 1280 at 200 of 100 is one of 640.
  for (const width of [320, 640]) {
    const context = await browser.newContext({ viewport: { width, height: 640 } });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(kinds)) {
      await page.goto(url + path);
      for (const words of await page.evaluate(lost)) check(false, `${name}, ${width} pixels`, words);
    }
    await page.goto(url + kinds.section);
    await page.evaluate(() => (document.documentElement.dataset.size = "largest"));
    for (const words of await page.evaluate(lost)) check(false, `section at the largest size, ${width} pixels`, words);
    await context.close();
  }

  const still = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1440, height: 900 } });
  const page = await still.newPage();
  for (const [name, path] of Object.entries(kinds)) {
    await page.goto(url + path);
    const moving = await page.evaluate(() => document.getAnimations().length
      + [document.documentElement, ...document.querySelectorAll("body *")].filter((it) => {
        const { scrollBehavior, transitionDuration, animationName } = getComputedStyle(it);
        return scrollBehavior === "smooth" || parseFloat(transitionDuration) > 0 || animationName !== "none";
      }).length);
    check(moving === 0, name, `${moving} parts move though the reader wants stillness`);
  }
  await still.close();

  // Away and back: from memory, at the same line.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const reader = await context.newPage();
  for (const name of ["section", "front", "search"]) {
    await reader.goto(url + kinds[name]);
    await reader.evaluate(() => {
      scrollTo(0, 300);
      addEventListener("pageshow", ({ persisted }) => (window.kept = persisted));
    });
    await reader.waitForTimeout(100);
    const line = await reader.evaluate(() => scrollY);
    await reader.goto(url + kinds.themes);
    await reader.evaluate(() => history.back());
    await reader.waitForTimeout(700);
    const [kept, now] = await reader.evaluate(() => [window.kept, scrollY]);
    check(kept === true, name, "does not come back from memory");
    check(now === line, name, `comes back at ${now}, was at ${line}`);
  }
  await context.close();

  console.log(`keyboard: ${stops} stops, ${faults.length} faults`);
  for (const fault of new Set(faults)) console.log(fault);
  if (faults.length > 0 || stops === 0) process.exitCode = 1;
});
