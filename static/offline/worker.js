// The worker. With a connection every page is the server's; without one, a kept copy's, which says
// so at its top. It is there only in browsers whose readers keep a report.

// Milliseconds after which a page that is kept is not waited for any longer.
const patience = 5000;

// Reports whose copies were compared with the server's since the worker began.
const compared = new Set();

// The hash of a file, as the list has it.
const hashOf = async (answer) => {
  const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return [...new Uint8Array(digest, 0, 16)].map((octet) => octet.toString(16).padStart(2, 0)).join("");
};

// Makes a copy of a report, or makes the one that is there like the server's. All or nothing: the
// one that was there answers until the new one is whole, and every file is what the list says.
const keep = (slug, renew, tell) => alone(async () => {
  const old = (await copies()).find((copy) => copy.slug === slug);
  if (renew && !old) return;
  const list = await (await get(listOf(slug))).json();
  const name = `kept ${slug} ${list.version}`;
  const next = await caches.open(name);
  if (old?.name !== name) {
    const had = new Map(old?.files);
    const left = [...list.files];
    let done = 0;
    const work = async () => {
      for (let file; (file = left.shift()); ) {
        const [path, hash, size] = file;
        if (!(await fileOf(name, path))) {
          let answer = had.get(path) === hash && (await fileOf(old.name, path));
          if (!answer) {
            answer = await get(path);
            if ((await hashOf(answer.clone())) !== hash) throw new Error(path);
          }
          await next.put(path, answer);
        }
        tell?.((done += size));
      }
    };
    try {
      await Promise.all([work(), work(), work(), work()]);
    } catch (fault) {
      left.length = 0;
      await caches.delete(name);
      throw fault;
    }
  }
  await next.put(listOf(slug), new Response(JSON.stringify({ ...list, time: Date.now() })));
  for (const other of await namesOf(slug)) if (other !== name) await caches.delete(other);
});

// The kept page at an address, or the one that holds the point there, with the way to it.
const find = async ({ pathname, search }) => {
  const [, slug, first, second, more] = pathname.split("/");
  const places = [[pathname, search && pathname]];
  if (second && !more) {
    const [page, place] = first === "notes" ? [first, `n${second}`]
      : first === "page" ? ["all", `page-${second}`]
      : [first, /^\d/.test(second) ? `p${second}` : second];
    places.push([`/${slug}/${page}`, `/${slug}/${page}#${place}`]);
  }
  for (const copy of await copies()) {
    for (const [path, to] of places) {
      const page = await fileOf(copy.name, path);
      if (page) return { ...copy, page, to };
    }
  }
};

// A kept page as an answer; with a time, it says of when it is.
const answerWith = async (page, status, time) => {
  const headers = new Headers(page.headers);
  for (const name of ["content-encoding", "content-length", "etag"]) headers.delete(name);
  let text = await page.text();
  if (time) {
    text = text.replace(/ hidden data-kept="([\w-]+)">([^<{]*){day}/, (_, locale, words) => `>${words}${dayOf(time, locale)}`);
  }
  return new Response(text, { status, headers });
};

const page = async (event, url) => {
  const asked = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  const kept = await find(url);
  const late = new Promise((_, give) => kept && setTimeout(give, patience));
  let answer;
  try {
    answer = await Promise.race([asked, late]);
  } catch {}
  if (answer && (answer.status < 502 || !kept)) {
    const differs = answer.ok && !kept?.to && answer.headers.get("etag") !== kept?.page.headers.get("etag");
    if (kept && (differs || !compared.has(kept.slug))) {
      compared.add(kept.slug);
      event.waitUntil(keep(kept.slug, true).catch(() => compared.delete(kept.slug)));
    }
    return answer;
  }
  if (kept?.to) return Response.redirect(kept.to);
  if (kept) return answerWith(kept.page, 200, kept.time);
  const [newest] = await copies();
  const stead = newest && (await fileOf(newest.name, "/offline"));
  return stead ? answerWith(stead, url.pathname === "/search" ? 200 : 503) : Response.error();
};

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]));
});

addEventListener("message", (event) => {
  const [port] = event.ports;
  const kept = keep(event.data, false, (done) => port.postMessage({ done }));
  event.waitUntil(kept.then(() => port.postMessage({}), (fault) => port.postMessage({ fault: fault.name })));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/assets/")) {
    // Their names change with their content, so any that is kept is the one.
    const asset = async () => (await caches.match(url.pathname, { ignoreVary: true })) ?? Response.error();
    event.respondWith(fetch(request).catch(asset));
  }
});
