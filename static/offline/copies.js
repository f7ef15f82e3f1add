// The copies of reports that this browser keeps: one cache each, named `kept {report} {version}`.
// A copy is whole once the list of its files stands in it, which is put there last, with the time
// at which it was known to be the server's; what has no list is no copy.

// Where the list of a report's files is.
const listOf = (slug) => `/${slug}/offline.json`;

// A file of a cache.
const fileOf = (cacheName, path) => caches.match(path, { cacheName, ignoreVary: true });

// The names of all caches of a report, whole or not; of all reports without one.
const namesOf = async (slug) => {
  const start = slug ? `kept ${slug} ` : "kept ";
  return (await caches.keys()).filter((name) => name.startsWith(start));
};

// The whole copies, the newest first: name, slug, title, version, files, time.
const copies = async () => {
  const whole = [];
  for (const name of await namesOf()) {
    const slug = name.split(" ")[1];
    const list = await fileOf(name, listOf(slug));
    if (list) whole.push({ name, slug, ...(await list.json()) });
  }
  return whole.sort((a, b) => b.time - a.time);
};

// What the server has at an address, whole. A server that is busy, or still makes the list, is asked
// again in a while.
const get = async (path) => {
  for (let left = 5; ; left -= 1) {
    const answer = await fetch(path, { cache: "no-cache", redirect: "error" });
    if (answer.ok) return answer;
    if (answer.status !== 503 || !left) throw new Error(answer.status);
    await new Promise((on) => setTimeout(on, 1000));
  }
};

// Does work that changes copies: one at a time, in whatever tab.
const alone = (work) => navigator.locks.request("kept", work);

// Removes a report's copy; with the last one the worker, which has nothing left to answer with.
const forget = (slug) => alone(async () => {
  for (const name of await namesOf(slug)) await caches.delete(name);
  if (!(await namesOf()).length) await (await navigator.serviceWorker.getRegistration())?.unregister();
});

// A day in words.
const dayOf = (time, locale) => new Date(time).toLocaleDateString(locale, { dateStyle: "long" });
