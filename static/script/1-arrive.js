// Brings the marked point of a point's own page into view, without taking the reader's place when
// the page is restored, reloaded or opened at a fragment.

const target = document.querySelector("main .target");
const [visit] = performance.getEntriesByType("navigation");
// What became of a link's words is read first.
const told = document.querySelector(".seen:not(.unchanged)");
if (target && !told && !location.hash && visit?.type === "navigate") {
  const fits = target.offsetHeight < innerHeight / 2;
  target.scrollIntoView({ block: fits ? "center" : "start", behavior: "instant" });
}
