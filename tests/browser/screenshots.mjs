// Pictures of each kind of page at three widths, light and dark: `npm run screenshots [folder]`.
// Looks at whatever the first report of the library is.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";

const folder = process.argv[2] ?? "screenshots";
const wanted = new RegExp(process.env.ONLY ?? "");
const widths = [390, 768, 1440];
const schemes = ["light", "dark"];

/** The kinds of page, by name, with a path that stands for the kind. */
async function kinds(url, page) {
  await page.goto(url);
  const report = await page.locator("main h2 a").first().getAttribute("href");
  const first = async (path) => {
    await page.goto(url + path);
    return page.locator("main .name").first().getAttribute("href");
  };
  return {
    shelf: "/",
    front: report,
    introduction: `${report}/introduction`,
    section: `${report}/4`,
    long: `${report}/9`,
    marker: `${report}/12`,
    block: `${report}/4/3`,
    sentence: `${report}/4/3.2`,
    all: `${report}/all`,
    notes: `${report}/notes`,
    note: `${report}/notes/57`,
    entities: `${report}/entities`,
    entity: await first(`${report}/entities`),
    themes: `${report}/themes`,
    theme: await first(`${report}/themes`),
    receipt: `${report}/receipt`,
    search: "/search?q=arms+race",
    missing: `${report}/17`,
  };
}

await mkdir(folder, { recursive: true });
await withBrowser(async ({ url, browser }) => {
  const pages = await kinds(url, await browser.newPage());
  for (const colorScheme of schemes) {
    for (const width of widths) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: width < 500 ? 844 : 900 },
        deviceScaleFactor: width < 500 ? 2 : 1,
      });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        const file = `${name}-${width}-${colorScheme}.png`;
        if (!wanted.test(file)) continue;
        await page.goto(url + path);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(folder, file) });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) console.log(`${file}: ${wide} pixels wide`);
      }
      await context.close();
    }
  }
});
