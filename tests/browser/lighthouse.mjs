// Lighthouse on a phone: section, front and search page: `npm run lighthouse`. Ends with 1 if a
// score is below 100 or a measure above its bound; the bounds are the project's own.

import lighthouse from "lighthouse";
import { withBrowser } from "./browser.mjs";
import { findKinds } from "./kinds.mjs";

const categories = ["performance", "accessibility", "best-practices", "seo"];
/** Greatest value of each measure: milliseconds, and a share of the screen. */
const bounds = {
  "largest-contentful-paint": 1200,
  "total-blocking-time": 50,
  "cumulative-layout-shift": 0.01,
};
// A busy machine makes one reading worse than the page; the best of these counts.
const readings = 3;

await withBrowser(async ({ url, browser, port }) => {
  const kinds = await findKinds(url, await browser.newPage());
  for (const name of ["section", "front", "search"]) {
    let faults;
    for (let reading = 0; reading < readings && faults?.length !== 0; reading += 1) {
      const options = { port, logLevel: "error", onlyCategories: categories };
      const { lhr } = await lighthouse(url + kinds[name], options);
      const scores = categories.map((id) => Math.round(lhr.categories[id].score * 100));
      if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
      const values = Object.keys(bounds).map((id) => lhr.audits[id].numericValue ?? NaN);
      console.log(name, scores.join(" "), values.map((value) => value.toFixed(2)).join(" "));
      faults = categories.filter((id) => lhr.categories[id].score < 1).flatMap((id) =>
        lhr.categories[id].auditRefs
          .map((ref) => lhr.audits[ref.id])
          .filter((audit) => audit.score !== null && audit.score < 1)
          .map((audit) => `${id}: ${audit.title} ${audit.displayValue ?? ""}`));
      faults.push(...Object.keys(bounds).filter((id) => !(lhr.audits[id].numericValue <= bounds[id])));
      if (lhr.audits["bf-cache"]?.score === 0) faults.push("the back-forward cache cannot be used");
    }
    for (const fault of new Set(faults)) console.log(`  ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
});
