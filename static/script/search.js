// The search page: results without a page load, while words are typed and when they are sent.

const find = document.querySelector(".find");
const form = find.querySelector("form");
const box = form.q;
const said = find.querySelector("[role=status]");
let turn = 0;
// Where the page was before words were typed: what Back leads to once they are sent.
let settled = location.href;

// Swaps the results for those at `url`; an answer that was overtaken is dropped. Tells whether it
// could.
const load = async (url, typing) => {
  const mine = ++turn;
  const answer = await fetch(url).catch(() => 0);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== turn) return true;
  for (const part of ["main", "footer.site"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  document.title = page.title;
  if (typing) history.replaceState(null, "", url);
  said.textContent = document.querySelector("h1").textContent;
  return true;
};

const target = () => {
  const pairs = [...new FormData(form)].filter((pair) => pair[1].trim());
  return `${form.action}?${new URLSearchParams(pairs)}`;
};

form.addEventListener("typed", () => load(target(), true));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const url = target();
  // Back leads to the search before this one, not to its first letters.
  history.replaceState(null, "", settled);
  if (url !== settled) history.pushState(null, "", url);
  settled = url;
  if (!(await load(url))) location.assign(url);
});
addEventListener("popstate", () => {
  if (location.href.split("#")[0] === settled.split("#")[0]) return;
  settled = location.href;
  box.typed = box.value = new URLSearchParams(location.search).get("q") ?? "";
  load(settled);
});
