// Reading without a connection in a browser: a report is kept, the server is stopped, everything is
// read and searched; the server comes back with other words, and the copy is renewed, whole or not
// at all: `npm run offline`. The content is a copy of the program's, which this changes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const program = fileURLToPath(new URL("../../target/debug/sidenote", import.meta.url));
const content = fileURLToPath(new URL("../../content", import.meta.url));

const folder = await mkdtemp(join(tmpdir(), "sidenote-offline-"));
await cp(content, join(folder, "content"), { recursive: true });

/** The server on the copy of the content, stopped and started at will. */
const server = {
  async start() {
    this.child = spawn(process.env.SIDENOTE ?? program, ["serve", "--content", join(folder, "content"), "--addr", "127.0.0.1:0", "--origin", `http://127.0.0.1:${front.port}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(this.child.stdout), "line");
    this.port = Number(line.match(/:(\d+)/)[1]);
  },
  async stop() {
    this.port = undefined;
    this.child.kill();
    await once(this.child, "exit");
  },
};

/** A way to the server that keeps its port, and breaks where it is told to. */
const front = createServer((asked, answer) => {
  front.asked.push(asked.url);
  if (!server.port || front.breaks?.(asked.url)) return answer.destroy();
  if (front.hangs) return;
  const onward = request({ port: server.port, path: asked.url, method: asked.method, headers: asked.headers }, (got) => {
    answer.writeHead(got.statusCode, got.headers);
    got.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  onward.end();
});
front.asked = [];
front.listen(0, "127.0.0.1");
await once(front, "listening");
front.port = front.address().port;
const site = `http://127.0.0.1:${front.port}`;

await server.start();
const { browser } = await launch();
const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
context.setDefaultTimeout(30_000);
const page = await context.newPage();
const faults = [];
context.on("weberror", (error) => faults.push(error.error().stack));

/** Loads an address; what came back, where, and whether it says that it is a kept copy. */
async function go(path, within = page) {
  // A place on the page that is open would load nothing.
  if (path.includes("#")) await within.goto("about:blank");
  const answer = await within.goto(site + path, { waitUntil: "domcontentloaded" });
  const notice = within.locator("p.kept-copy");
  return {
    status: answer.status(),
    path: within.url().slice(site.length),
    kept: (await notice.count()) > 0 && (await notice.isVisible()),
    words: await within.locator("main").innerText().catch(() => ""),
  };
}

/** The whole copies: names of caches with their list. */
const copies = () => page.evaluate(async () => {
  const whole = [];
  for (const name of await caches.keys()) {
    const list = await caches.match(`/${name.split(" ")[1]}/offline.json`, { cacheName: name });
    if (list) whole.push({ name, ...(await list.json()) });
  }
  return whole;
});

/** Waits until the copy is of another version than `version`. */
async function renewed(version) {
  for (let left = 100; left; left -= 1) {
    const [copy, ...more] = await copies();
    if (copy && copy.version !== version && !more.length && (await page.evaluate(() => caches.keys())).length === 1) return copy;
    await page.waitForTimeout(200);
  }
  throw new Error("the copy was not renewed");
}

/** Every file of the copy is what its list says. */
const soundness = () => page.evaluate(async () => {
  const wrong = [];
  const [name] = await caches.keys();
  const list = await (await caches.match(`/${name.split(" ")[1]}/offline.json`, { cacheName: name })).json();
  for (const [path, hash] of list.files) {
    const file = await caches.match(path, { cacheName: name });
    const digest = file && await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = digest && [...new Uint8Array(digest, 0, 16)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
    if (hex !== hash) wrong.push(path);
  }
  return wrong;
});

try {
  await page.goto(site);
  const report = await page.locator("main h2 a").first().getAttribute("href");
  const section = `${report}/4`;
  const keep = page.locator(".keep");

  // Nobody gets a worker without asking.
  await go(report);
  await go(section);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.ok(!front.asked.includes("/worker.js"), "the worker was not asked for");

  // What breaks off half-way is no copy.
  await go(report);
  await keep.locator("summary").click();
  await keep.locator("[data-do=keep]").waitFor();
  assert.match(await keep.locator("[role=status]").innerText(), /\d\.\d MB to fetch, \d\.\d MB in this browser/);
  front.breaks = (url) => url === `${report}/themes`;
  await keep.locator("[data-do=keep]").click();
  await page.waitForFunction(() => document.querySelector(".keep [role=status]").textContent.includes("nothing of it was kept"));
  assert.deepEqual(await page.evaluate(() => caches.keys()), [], "and nothing of it is left");
  front.breaks = undefined;

  // Nor is what the browser has no room for.
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: site, quotaSize: 1_000_000 });
  await keep.locator("[data-do=keep]").click();
  await page.waitForFunction(() => document.querySelector(".keep [role=status]").textContent.includes("no room"));
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: site });

  // Kept.
  const begun = Date.now();
  await keep.locator("[data-do=keep]").click();
  await keep.locator("[data-do=remove]").waitFor();
  console.log(`kept in ${Date.now() - begun} ms`);
  assert.match(await keep.locator("summary").innerText(), /^Kept/);
  assert.match(await keep.locator("[role=status]").innerText(), /as it was on \d+ \w+ \d{4}/);
  const [first, ...others] = await copies();
  assert.equal(others.length, 0);
  assert.deepEqual(await soundness(), []);

  // With a connection every page is the server's.
  for (const path of [report, section, `${report}/notes/57`, `${section}/3`]) {
    const seen = await go(path);
    assert.deepEqual([seen.status, seen.path, seen.kept], [200, path, false], path);
  }

  // Without one, every kept page reads and says what it is: one of each kind is opened.
  await server.stop();
  const pages = first.files.map(([path]) => path).filter((path) => !/^\/assets\/|\.json$/.test(path));
  const kinds = new Map();
  for (const path of pages) kinds.set(path.replace(/\/(entities|themes)\/.*/, "/$1/"), path);
  for (const path of kinds.values()) {
    const seen = await go(path);
    assert.deepEqual([seen.status, seen.path], [200, path]);
    assert.ok(seen.kept, `${path} says that it is kept`);
    assert.ok(seen.words.length > 20, `${path} has words`);
  }
  await go(section);
  assert.ok(await page.evaluate(() => document.styleSheets.length > 0 && document.querySelector("#options_") !== null), "style and script are there");
  assert.match(await page.locator("p.kept-copy").innerText(), /^Kept copy, as it was on \d+ \w+ \d{4}\. The server cannot be reached now/);

  // Every link of every kept page leads to a kept page with its place, or to the page that says it
  // is not kept. All are looked up in the copy; some of each kind are followed.
  const found = await page.evaluate(async ([name, pages]) => {
    const ids = {};
    const links = {};
    for (const path of pages) {
      const text = await (await caches.match(path, { cacheName: name })).text();
      const read = new DOMParser().parseFromString(text, "text/html");
      ids[path] = [...read.querySelectorAll("[id]")].map((it) => it.id);
      for (const link of read.querySelectorAll("a[href]")) {
        const href = link.getAttribute("href");
        if (!/^\w+:/.test(href)) links[href.startsWith("#") ? path + href : href] ??= path;
      }
    }
    return { ids, links };
  }, [first.name, pages]);
  const away = /^\/(go|verify|language|search|feed\.atom|$)|\/(cite|embed)(\/|$)|\.(md|txt)$/;
  const ends = { page: 0, place: 0, data: 0, away: 0 };
  const follow = new Map();
  for (const [link, from] of Object.entries(found.links)) {
    const { pathname, hash } = new URL(link, site);
    const place = pathname.match(/^(\/[^/]+)\/(notes|page|[^/]+)\/([^/]+)$/);
    let end = { page: pathname, id: decodeURIComponent(hash.slice(1)) };
    if (!found.ids[pathname] && place) {
      const [, root, first, second] = place;
      end = first === "notes" ? { page: `${root}/notes`, id: `n${second}` }
        : first === "page" ? { page: `${root}/all`, id: `page-${second}` }
        : { page: `${root}/${first}`, id: /^\d/.test(second) ? `p${second}` : second };
    }
    const kind = link.replace(/\d+/g, "0").replace(/(entities|themes)\/[\w-]+/, "$1/").replace(/[?].*/, "?").replace(/#.*/, "#").replace(/\/[\w-]+$/, (last) => (/^\/0/.test(last) ? "/0" : last));
    if (!follow.has(kind)) follow.set(kind, link);
    if (/\.json$/.test(pathname)) {
      assert.ok(first.files.some(([path]) => path === pathname), `${link} on ${from} is not kept`);
      ends.data += 1;
    } else if (found.ids[end.page]) {
      assert.ok(!end.id || found.ids[end.page].includes(end.id), `${link} on ${from} has no place`);
      ends[end.id ? "place" : "page"] += 1;
    } else {
      assert.match(pathname, away, `${link} on ${from} is not kept`);
      ends.away += 1;
    }
  }
  console.log("links without a connection:", JSON.stringify(ends));
  assert.ok(ends.page > 50 && ends.place > 50 && ends.away > 0);
  const probe = await context.newPage();
  for (const link of follow.values()) {
    const { pathname } = new URL(link, site);
    if (/\.json$/.test(pathname)) continue;
    const seen = await go(link, probe);
    if (seen.status === 200) {
      if (pathname !== "/search") assert.ok(seen.kept, `${link} is a kept page`);
    } else {
      assert.equal(seen.status, 503, link);
      assert.ok(seen.words.startsWith("No connection"), link);
      assert.match(pathname, away, link);
      assert.equal(await probe.locator(".offers a").count(), 1, "it leads to what is kept");
    }
  }
  console.log(`${follow.size} kinds of link followed`);

  // Notes, points and printed pages lead to their place on a kept page.
  for (const [asked, came] of [
    [`${report}/notes/57`, `${report}/notes#n57`],
    [`${section}/3.2`, `${section}#p3.2`],
    [`${section}/3?v=abc`, `${section}#p3`],
    [`${section}?hl=drones`, section],
    [`${report}/page/7`, `${report}/all#page-7`],
  ]) {
    const seen = await go(asked);
    assert.deepEqual([seen.status, seen.path, seen.kept], [200, came, true]);
  }
  await page.locator("summary", { hasText: "Contents" }).first().click();
  assert.ok(await page.locator("nav .whole a").isVisible());

  // The search box finds; phrases, plurals, accents, names by their other names.
  await go(section);
  await page.locator(".find input[type=search]").fill("arms race");
  await page.keyboard.press("Enter");
  await page.locator(".hits li").first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/search");
  assert.match(await page.locator("main .lede").innerText(), /simple search of the kept copy/);
  const count = async (words) => {
    await go(`/search?${new URLSearchParams({ q: words, report: report.slice(1) })}`);
    await page.waitForFunction(() => document.querySelector("main h1").dataset.count);
    return Number(await page.locator("main h1").getAttribute("data-count"));
  };
  const both = await count("arms race");
  const phrase = await count('"arms race"');
  assert.ok(both >= phrase && phrase > 0, `${both} with both words, ${phrase} with the phrase`);
  for (const mark of await page.locator(".hits mark").allInnerTexts()) assert.match(mark, /^arms races?$/i);
  assert.equal(await count("ÁRMS Races"), both, "case, accents and plurals do not count");
  assert.equal(await count("zyzzyva"), 0);
  assert.match(await page.locator("main .lede").innerText(), /^No passage/);
  assert.equal(await count("<img src=x onerror=alert(1)>"), 0);
  assert.equal(await page.locator("main h1 img").count(), 0, "words are words");
  // Whatever the report calls somebody by capitals and by a name in full.
  const [short, full] = await page.evaluate(async ({ name, files }) => {
    const forms = {};
    for (const [path] of files.filter(([path]) => path.endsWith(".json"))) {
      const { blocks } = await (await caches.match(path, { cacheName: name })).json();
      for (const { text, mentions } of blocks) {
        for (const { entity, start, end } of mentions) (forms[entity] ??= new Set()).add([...text].slice(start, end).join(""));
      }
    }
    const both = (all) => [all.find((it) => /^[A-Z]{3,}$/.test(it)), all.find((it) => /^[A-Z][a-z]+ .*[A-Z]/.test(it))];
    return Object.values(forms).map((all) => both([...all])).find(([one, other]) => one && other);
  }, first);
  assert.ok((await count(short)) > 0);
  const marked = (await page.locator(".hits mark").allInnerTexts()).map((it) => it.toLowerCase());
  assert.ok(marked.includes(full.toLowerCase()), `${short} finds ${full}: ${marked}`);
  assert.match(await page.locator(".straight a").getAttribute("href"), /\/entities\//);
  const orders = await page.locator(".hits .group h3 a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  assert.deepEqual(orders, [...orders].sort((a, b) => first.files.findIndex(([it]) => it === a) - first.files.findIndex(([it]) => it === b)), "in the order of the text");
  const hit = page.locator(".hits .group").nth(0).locator(".why a").last();
  const [to, quoted] = [await hit.getAttribute("href"), await page.locator(".hits .group").nth(0).locator(".quote mark").last().innerText()];
  await hit.click();
  await page.waitForURL(site + to);
  const place = to.split("#")[1];
  assert.ok((await page.locator(place ? `[id="${place}"]` : "h1").innerText()).includes(quoted), `${quoted} stands at ${to}`);

  // A page that was never kept, another report, the library itself.
  for (const path of ["/", "/another-report", "/go?ref=KJ7", `${report}/cite/4`]) {
    const seen = await go(path);
    assert.deepEqual([seen.status, seen.path], [503, path]);
    assert.ok(seen.words.startsWith("No connection"));
  }

  // The server is back with other words: they are shown at once, and the copy becomes theirs.
  const file = join(folder, "content", report.slice(1), "themes.toml");
  const before = await readFile(file, "utf8");
  await writeFile(file, before.replace(/^description = "/m, 'description = "Renewed words. '));
  await server.start();
  front.asked.length = 0;
  let seen = await go(`${report}/themes`);
  assert.ok(!seen.kept && seen.words.includes("Renewed words."), "the new words are shown at once");
  const second = await renewed(first.version);
  assert.deepEqual(await soundness(), []);
  const asked = front.asked.filter((path) => first.files.some(([it]) => it === path));
  const differ = second.files.filter(([path, hash]) => first.files.find(([it]) => it === path)?.[1] !== hash).map(([path]) => path);
  assert.ok(differ.length > 0 && asked.length < differ.length + 20, `${asked.length} files fetched for ${differ.length} that changed`);
  console.log(`renewed: ${differ.length} of ${second.files.length} files changed, ${asked.length} fetched`);
  await server.stop();
  seen = await go(`${report}/themes`);
  assert.ok(seen.kept && seen.words.includes("Renewed words."), "the copy has the new words");

  // A renewal that breaks half-way leaves the old copy whole; online nothing old is shown.
  await writeFile(file, before.replace(/^description = "/m, 'description = "Latest words. '));
  await server.start();
  const bad = differ.find((path) => path !== `${report}/themes`) ?? differ[0];
  front.breaks = (url) => url === bad;
  front.asked.length = 0;
  seen = await go(`${report}/themes`);
  assert.ok(!seen.kept && seen.words.includes("Latest words."));
  for (let left = 100; left && !front.asked.includes(bad); left -= 1) await page.waitForTimeout(200);
  assert.ok(front.asked.includes(bad), "the renewal came as far as what breaks");
  await page.waitForTimeout(500);
  assert.deepEqual((await copies()).map(({ version }) => version), [second.version], "the old copy is still the one");
  assert.deepEqual(await soundness(), []);
  seen = await go(`${report}/themes`);
  assert.ok(!seen.kept && seen.words.includes("Latest words."), "never an old page with a connection");
  await server.stop();
  seen = await go(`${report}/themes`);
  assert.ok(seen.kept && seen.words.includes("Renewed words.") && !seen.words.includes("Latest"), "the old copy answers, whole");
  front.breaks = undefined;

  // What a killed browser left half-made is no copy, and becomes one or goes.
  await page.evaluate(async ([report, path]) => {
    const half = await caches.open(`kept ${report} 00000000000000000000000000000000`);
    await half.put(path, new Response("half", { headers: { "content-type": "text/html" } }));
  }, [report.slice(1), `${report}/themes`]);
  seen = await go(`${report}/themes`);
  assert.ok(seen.kept && seen.words.includes("Renewed words."), "half a copy answers nothing");
  await server.start();
  // Two tabs at once.
  await Promise.all([go(`${report}/themes`), go(`${report}/themes`, probe)]);
  await renewed(second.version);
  assert.deepEqual(await soundness(), []);

  // A server that does not answer at all: the kept page after some seconds.
  front.hangs = true;
  const waited = Date.now();
  seen = await go(section);
  assert.ok(seen.kept && Date.now() - waited < 10_000, `it took ${Date.now() - waited} ms`);
  front.hangs = false;

  // Errors are the server's own, and never kept.
  seen = await go(`${report}/17`);
  assert.deepEqual([seen.status, seen.kept], [404, false]);

  // Removed: nothing is left, and the worker goes.
  await go("/offline");
  await page.locator(".offers button").click();
  await page.locator(".none").waitFor();
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.deepEqual(faults, [], "no script failed");
  console.log("reading without a connection: as it should be");
} finally {
  await browser.close();
  if (server.port) await server.stop();
  front.closeAllConnections();
  front.close();
  await rm(folder, { recursive: true, force: true });
}
