// Brings the marked point of a point's own page into view, without taking the reader's place when
// the page is restored, reloaded or opened at a fragment.

// What became of a link's words is read first.
if (arrived && anew && !document.querySelector(".seen:not(.unchanged)")) {
  const fits = arrived.offsetHeight < innerHeight / 2;
  arrived.scrollIntoView({ block: fits ? "center" : "start" });
}
