// Every note is read where it is called: `npm run notes`. On the whole report, wide and narrow, with
// script and without, and on paper: beside or under its line, over nothing, reached by keyboard,
// and back to the line. Ends with 1 if a note fails.

import { execFileSync } from "node:child_process";
import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

const faults = [];
const check = (sound, place, words) => sound || faults.push(`${place}: ${words}`);

/** Where each marker and its note are, and what the note is in the way of; in pixels of the page. */
function measure() {
  const boxOf = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top: top + scrollY, bottom: bottom + scrollY };
  };
  return [...document.querySelectorAll("main .marker")].map((marker) => {
    const body = document.querySelector(marker.hash);
    const note = body.closest(".note");
    const words = note.closest(".notes").previousElementSibling;
    return {
      number: marker.textContent.trim(),
      id: marker.id,
      first: note.querySelector(".note-number").hash === `#${marker.id}`,
      marker: boxOf(marker),
      note: boxOf(note),
      words: words && boxOf(words),
      shown: body.checkVisibility({ contentVisibilityAuto: true }) && body.offsetHeight > 10,
    };
  });
}

function checkPlaces(rows, place, { wide, script }) {
  let above;
  for (const { number, first, marker, note, words, shown } of rows) {
    if (!first) continue;
    const name = `${place}, note ${number}`;
    check(shown, name, "cannot be seen");
    check(!above || note.top >= above.bottom - 1, name, "overlaps the note before");
    if (wide) check(!words || note.left >= words.right, name, "overlaps the text");
    else check(!words || note.top >= words.bottom - 1, name, "overlaps its paragraph");
    if (wide && script) {
      const pushed = above && note.top <= above.bottom + 16;
      check(note.top >= marker.top && (note.top <= marker.top + 30 || pushed), name, "is not level with its marker");
      check(note.top <= marker.top + 900, name, "is more than a screen below its marker");
    }
    above = note;
  }
}

/** Follows each marker by keyboard to its note, and the way back. */
async function walk(page, place, wide) {
  const markers = await page.locator("main .marker").all();
  for (const marker of markers) {
    const name = `${place}, marker ${await marker.textContent()}`;
    const before = await marker.evaluate((element) => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      element.focus({ preventScroll: true });
      return scrollY;
    });
    await page.keyboard.press("Enter");
    const there = await page.waitForFunction(([id, now]) => {
      const active = document.activeElement;
      const at = active.closest(".note, .card");
      const number = document.getElementById(id).textContent.trim();
      const { top, bottom } = active.getBoundingClientRect();
      return at && active.textContent.trim().endsWith(number) && top >= 0 && bottom <= innerHeight
        && { card: at.matches(".card"), moved: Math.abs(scrollY - now) };
    }, [await marker.getAttribute("id"), before], { timeout: 3000 }).then((it) => it.jsonValue(), () => null);
    check(there, name, "does not lead to its note by keyboard");
    if (!there) continue;
    if (wide) check(there.moved < 1, name, "moves the text");
    if (wide || there.card) await page.keyboard.press(there.card ? "Escape" : "Enter");
    else await page.goBack();
    const home = await page.waitForFunction(([id, y]) => document.activeElement.id === id && Math.abs(scrollY - y) < 2,
      [await marker.getAttribute("id"), before], { timeout: 3000 }).then(() => true, () => false);
    check(home, name, "is not where the way back leads");
  }
}

await withBrowser(async ({ url, browser }) => {
  const { front, all } = await findKinds(url, await browser.newPage());
  const { counts } = await (await fetch(`${url}/api/v1/reports${front}`)).json();
  const { notes } = await (await fetch(`${url}/api/v1/reports${front}/notes`)).json().then((found) => ({ notes: found.notes ?? found }));

  for (const javaScriptEnabled of [true, false]) {
    for (const width of [1440, 390]) {
      const wide = width > 1100;
      const place = `${width} pixels, script ${javaScriptEnabled ? "on" : "off"}`;
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto(url + all);
      await page.waitForTimeout(500);
      if (wide) checkPlaces(await page.evaluate(measure), place, { wide, script: javaScriptEnabled });
      if (javaScriptEnabled) await walk(page, place, wide);
      if (!wide) {
        if (!javaScriptEnabled) {
          for (const summary of await page.locator(".note summary").all()) {
            await summary.focus();
            await page.keyboard.press("Enter");
          }
        }
        checkPlaces(await page.evaluate(measure), place, { wide, script: javaScriptEnabled });
      }
      const found = await page.locator("main .marker").count();
      check(found === counts.markers, place, `${found} of ${counts.markers} markers`);
      console.log(`${place}: ${found} markers`);
      await context.close();
    }
  }

  const page = await browser.newPage();
  await page.goto(url + all);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const paper = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  const bare = (words) => words.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "");
  const endnotes = bare(paper.slice(paper.lastIndexOf("\nNotes") === -1 ? 0 : paper.search(/^\s*Notes\s*$/m)));
  for (const { number, gloss, text } of notes) {
    const words = bare(gloss ?? text).slice(0, 40);
    check(endnotes.includes(`${number}${words}`), "on paper", `note ${number} is missing`);
  }
  console.log(`on paper: ${notes.length} notes, ${paper.split("\f").length - 1} pages`);
  for (const fault of faults) console.log(fault);
  if (faults.length > 0 || notes.length === 0) process.exitCode = 1;
});
