// Pictures of each kind of page at three widths, light and dark: `npm run screenshots [folder]`.
// Looks at whatever the first report of the library is.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

// Chromium does not always say that its faces are ready; a picture waits a moment instead.
process.env.PW_TEST_SCREENSHOT_NO_FONTS_READY = "1";
const folder = process.argv[2] ?? "screenshots";
const wanted = new RegExp(process.env.ONLY ?? "");
const widths = [390, 768, 1440];
const schemes = ["light", "dark"];

await mkdir(folder, { recursive: true });
await withBrowser(async ({ url, browser }) => {
  const pages = await findKinds(url, await browser.newPage());
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
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(folder, file) });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) console.log(`${file}: ${wide} pixels wide`);
      }
      await context.close();
    }
  }
});
