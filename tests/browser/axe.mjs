// Accessibility of each kind of page by axe-core's rules of WCAG 2.2, A and AA, at four widths,
// light and dark, and in Chinese at the narrowest: `npm run axe`. Ends with 1 if a rule is broken.

import axe from "axe-core";
import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

const wanted = new RegExp(process.env.ONLY ?? "");
const widths = [390, 768, 1024, 1440];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

await withBrowser(async ({ url, browser }) => {
  const kinds = await findKinds(url, await browser.newPage());
  const broken = new Map();
  let checked = 0;
  const looks = ["light", "dark"].flatMap((scheme) => widths.map((width) => ({ scheme, width, locale: "en" })));
  looks.push({ scheme: "light", width: widths[0], locale: "zh-CN" });
  for (const { scheme: colorScheme, width, locale } of looks) {
    const context = await browser.newContext({ colorScheme, locale, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(kinds)) {
      const place = `${name} ${width} ${colorScheme} ${locale}`;
      if (!wanted.test(place)) continue;
      await page.goto(url + path);
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
    await context.close();
  }
  for (const [fault, places] of broken) console.log(`${fault}\n  ${places.join(", ")}\n`);
  console.log(`axe: ${checked} pages, ${broken.size} faults`);
  if (checked === 0 || broken.size > 0) process.exitCode = 1;
});
