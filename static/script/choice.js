// What is done before the first paint: what the reader chose of type and colour is put on the root,
// and the point that a link leads to is brought into view. The page's own scripts, which add but
// never draw the text, are asked for after that paint, so that nothing competes with it.
{
  const root = document.documentElement;
  root.dataset.script = "on";
  root.style.setProperty("--site", JSON.stringify(location.host));
  try {
    Object.assign(root.dataset, JSON.parse(localStorage.choice));
  } catch {}
  addEventListener("DOMContentLoaded", () => {
    // Neither brought back from memory nor reloaded: the reader's place is kept then. What became
    // of a link's words is read first.
    const target = document.querySelector("main .target");
    if (target && performance.getEntriesByType("navigation")[0].type === "navigate" && !location.hash && !document.querySelector(".seen:not(.unchanged)")) {
      target.scrollIntoView();
    }
    requestAnimationFrame(() => setTimeout(() => {
      for (const script of document.querySelectorAll("script[data-src]")) {
        script.async = false;
        script.onload = () => (root.dataset.script = script.dataset.src);
        script.src = script.dataset.src;
      }
    }));
  });
}
