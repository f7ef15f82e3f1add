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
// Readings differ with what else the machine does: the median of up to so many counts, and no more
// are taken when it is settled.
const readings = 7;
const most = Math.ceil(readings / 2);

/** How much slower than this machine a phone is, by Lighthouse's own measure of the machine, as its
 * calculator says (https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md); a busy
 * machine is a slow one. Lighthouse's own default is 4. */
function slowdown(index) {
  if (index >= 1300) return Math.min(4, 3 + (index - 1300) / 233);
  if (index >= 800) return 2 + (index - 800) / 500;
  return Math.max(1, 1 + (index - 150) / 650);
}

await withBrowser(async ({ url, browser, port }) => {
  const kinds = await findKinds(url, await browser.newPage());
  let cpuSlowdownMultiplier = 4;
  for (const name of ["section", "front", "search"]) {
    const faults = new Map();
    let sound = 0;
    const unsound = () => Math.max(0, ...faults.values());
    for (let reading = 0; sound < most && unsound() < most && reading < 2 * readings; reading += 1) {
      const { lhr } = await lighthouse(url + kinds[name], { port, logLevel: "error", onlyCategories: categories }, {
        extends: "lighthouse:default",
        settings: { throttling: { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier } },
      });
      if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
      const scores = categories.map((id) => Math.round(lhr.categories[id].score * 100));
      const values = Object.keys(bounds).map((id) => lhr.audits[id].numericValue ?? NaN);
      console.log(name, scores.join(" "), values.map((value) => value.toFixed(2)).join(" "), `at ${cpuSlowdownMultiplier.toFixed(1)}`);
      const found = categories.filter((id) => lhr.categories[id].score < 1).flatMap((id) =>
        lhr.categories[id].auditRefs
          .map((ref) => lhr.audits[ref.id])
          .filter((audit) => audit.score !== null && audit.score < 1)
          .map((audit) => `${id}: ${audit.title}`));
      found.push(...Object.keys(bounds).filter((id) => !(lhr.audits[id].numericValue <= bounds[id])));
      if (lhr.audits["bf-cache"]?.score === 0) found.push("the back-forward cache cannot be used");
      for (const fault of found) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      if (found.length === 0) sound += 1;
      cpuSlowdownMultiplier = slowdown(lhr.environment.benchmarkIndex);
    }
    if (sound >= most) continue;
    for (const [fault, times] of faults) console.log(`  ${fault} (${times} times)`);
    process.exitCode = 1;
  }
});
