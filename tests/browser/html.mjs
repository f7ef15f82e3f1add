// Every page of the site through the Nu HTML checker: `npm run html`. Follows the links from the
// library's page; those two links away at most in Chinese too. Ends with 1 if a page has an error.

import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./browser.mjs";

const jar = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
// Searches and forms of a page lead to each other without end; one of each is enough.
const starts = ["/", "/search", "/search?q=arms+race", "/search?q=%22", "/go?ref=nothing", "/none"];

/** The HTML of every page that can be reached from `starts` by so many links, by path. */
async function crawl(url, language, most) {
  const pages = new Map();
  const waiting = starts.map((path) => [path, 0]);
  const met = new Set(starts);
  while (waiting.length > 0) {
    const [path, links] = waiting.shift();
    const answer = await fetch(url + path, { headers: { "accept-language": language } });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
    const html = await answer.text();
    pages.set(path, html);
    if (links === most) continue;
    for (const [, href] of html.matchAll(/\shref="(\/[^"#]*)/g)) {
      if (!met.has(href) && !href.includes("?")) {
        met.add(href);
        waiting.push([href, links + 1]);
      }
    }
  }
  return pages;
}

const server = await serve();
const folder = await mkdtemp(join(tmpdir(), "sidenote-html-"));
try {
  const pages = [...await crawl(server.url, "en", Infinity), ...await crawl(server.url, "zh-CN", 2)];
  await Promise.all(pages.map(([, html], at) => writeFile(join(folder, `${at}.html`), html)));
  const args = ["-Xss4m", "-jar", jar, "--errors-only", "--format", "json", "--skip-non-html", folder];
  const checked = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (checked.error) throw checked.error;
  const { messages } = JSON.parse(checked.stderr);
  const faults = new Map();
  for (const { url: file, message, extract, lastLine } of messages) {
    const path = pages[file.match(/(\d+)\.html$/)[1]][0];
    const fault = `${message}\n  ${(extract ?? "").trim().replaceAll("\n", " ")}`;
    faults.set(fault, [...(faults.get(fault) ?? []), `${path}:${lastLine}`]);
  }
  for (const [fault, places] of faults) {
    console.log(`${fault}\n  ${places.slice(0, 3).join(", ")} (${places.length} in all)\n`);
  }
  console.log(`Nu: ${pages.length} pages, ${messages.length} errors`);
  if (pages.length < starts.length || messages.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
  server.stop();
}
