// Around the text: panels that follow what is read, a sheet of them at a paragraph, a strip along
// the text, and the place kept for the next visit.

if (text?.showPopover) {
  const root = document.documentElement;
  const blocks = [...text.querySelectorAll(".permalink")].map((mark) => mark.parentNode);
  const labelOf = (block) => block.querySelector(":scope > .permalink").textContent;
  const panels = document.querySelector(".panels");
  const roomy = matchMedia("(min-width: 84em)");

  // The block at the reading line.
  const reading = () => blocks.findLast((block) => block.getBoundingClientRect().top < innerHeight * 0.4);
  let shown;
  let locked;
  let quiet;

  const parts = [...panels?.querySelectorAll(".panel") ?? []].map((panel) => {
    const [list, more] = panel.querySelectorAll("ul");
    return { panel, list, more, rows: [...panel.querySelectorAll("li")] };
  });
  const tell = (block) => {
    shown?.classList.remove("here");
    shown = block;
    block.classList.add("here");
    const named = new Set([...block.querySelectorAll(".mention")].map((mention) => mention.href));
    for (const { panel, rows, list, more } of parts) {
      const here = rows.filter((row) => named.has(row.querySelector(".name").href)
        || [...row.querySelectorAll(".touched a")].some(({ hash }) => hash === `#${block.id}`));
      const rest = rows.filter((row) => !here.includes(row));
      list.replaceChildren(...here);
      more.replaceChildren(...rest);
      more.previousElementSibling.textContent = panels.dataset.rest.replace("#", rest.length);
      more.parentNode.hidden = !rest.length;
      panel.querySelector(".count").textContent = `${here.length}${panels.dataset.of}${rows.length}${panels.dataset.at}${labelOf(block)}`;
    }
  };
  const follow = () => {
    const block = reading();
    if (!roomy.matches || locked || !block || block === shown || panels?.matches(":hover, :focus-within")) return;
    if (panels) tell(block);
  };

  if (panels) {
    const [lock, shut] = panels.querySelectorAll("button");
    lock.onclick = () => (lock.ariaPressed = locked = !locked);
    shut.onclick = () => panels.hidePopover();
    panels.addEventListener("pointerleave", follow);
    panels.addEventListener("toggle", ({ target, newState }) => {
      if (target === panels) return newState === "closed" && panels.removeAttribute("popover");
      const kind = target.dataset.panel;
      if (kind) store("panels", { ...stored("panels"), [kind]: newState });
    }, true);
    const choice = stored("panels");
    for (const folded of panels.querySelectorAll("[data-panel]")) {
      folded.open = choice[folded.dataset.panel] !== "closed";
    }
    // The mark beside a paragraph opens a menu; this is its entry for what stands around.
    menu.querySelector(".around").onclick = () => {
      const block = menu.parentNode;
      menu.hidePopover();
      tell(block);
      if (roomy.matches) return;
      panels.popover = "auto";
      panels.showPopover();
    };
  }

  // Along the text: judgments, notes and hits where they are, and the part that is in view.
  const rail = make("div", "rail");
  const view = make("i", "view");
  rail.ariaHidden = true;
  const drawRail = () => {
    const whole = root.scrollHeight;
    const marks = document.querySelectorAll("main :is(.section-head, .marker, .hit)");
    rail.replaceChildren(view, ...[...marks].map((mark) => {
      const tick = make("i", `at-${mark.classList[0]}`);
      tick.style.top = `${(mark.getBoundingClientRect().top + scrollY) / whole * 100}%`;
      return tick;
    }));
    move();
  };
  const move = () => {
    view.style.top = `${scrollY / root.scrollHeight * 100}%`;
    view.style.height = `${innerHeight / root.scrollHeight * 100}%`;
  };
  document.body.append(rail);
  new ResizeObserver(drawRail).observe(document.body);

  // The place, offered at the next visit.
  const offer = document.querySelector("#offer_");
  const places = stored("places");
  const kept = document.getElementById(places[location.pathname]);
  if (anew && blocks.indexOf(kept) > 0 && !arrived && !document.querySelector("main .hit")) {
    offer.querySelector("b").textContent = labelOf(kept);
    offer.querySelector("a").href = `#${kept.id}`;
    offer.hidden = false;
    offer.onclick = ({ target }) => target.matches("a, button") && (offer.hidden = true);
  }

  if (scrollY) follow();
  addEventListener("scroll", () => {
    move();
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      follow();
      const block = reading();
      store("places", { ...stored("places"), [location.pathname]: block?.id });
      if (blocks.indexOf(block) >= blocks.indexOf(kept)) offer.hidden = true;
    }, 300);
  }, { passive: true });
}
