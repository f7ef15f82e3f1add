// Marked words: n and Shift+n walk them and on to the next section, Escape clears them.

const bar = document.querySelector(".marks");
if (bar) {
  const marks = [...document.querySelectorAll("main mark.hit:not(.rest)")];
  let at = arrived ? marks.findIndex((mark) => arrived.contains(mark)) : -1;
  const look = (mark) => {
    const note = mark.closest("details");
    if (note) note.open = true;
    mark.scrollIntoView({ block: "center" });
  };
  const walk = (step) => {
    const mark = marks[at < 0 && step < 0 ? -1 : at + step];
    if (!mark) return bar.querySelector(`[rel=${step > 0 ? "next" : "prev"}]`)?.click();
    at = marks.indexOf(mark);
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    look(mark);
  };
  const clear = () => {
    for (const mark of document.querySelectorAll("main mark.hit")) mark.replaceWith(...mark.childNodes);
    dispatchEvent(new Event("highlights"));
    history.replaceState(null, "", bar.querySelector(".clear").href + location.hash);
    bar.remove();
    removeEventListener("keydown", press);
    document.querySelector(".find [role=status]").textContent = bar.dataset.cleared;
  };
  const press = (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest?.("input, select, textarea")) return;
    if (key === "Escape") clear();
    else if (key === "n") walk(1);
    else if (key === "N") walk(-1);
  };
  addEventListener("keydown", press);
  bar.querySelector(".clear").addEventListener("click", (event) => {
    event.preventDefault();
    clear();
  });
  if (marks.length && !arrived && anew) look(marks[0]);
}
