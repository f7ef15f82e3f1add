// Notes where they are called: in the margin level with their markers, under their paragraph where
// there is no margin, and as a card when they are out of sight. Names have a card too.

if (text?.showPopover) {
  const wide = matchMedia("(min-width: 68em)");
  const notes = [...text.querySelectorAll(".note")];
  const markers = notes.map((note) => document.querySelector(note.querySelector(".note-number").hash));
  const card = make("div", "card");
  card.popover = "manual";
  card.role = "group";
  const triggers = "main :is(.marker, .mention[href])";
  const noteOf = (marker) => document.getElementById(marker.hash.slice(1))?.closest(".note");
  let shownFor;
  let wanted;
  let pinned;
  let timer;
  let followed;

  // Each note stands at its marker's line, lower only by the notes before it. One that is in the
  // way of the next is folded to a stub, if that helps and the reader has not opened it.
  const place = () => {
    text.classList.add("placed");
    if (!wide.matches) return;
    for (const note of notes) note.classList.remove("stub");
    const { top } = text.getBoundingClientRect();
    const starts = markers.map((marker) => marker.getBoundingClientRect().top - top + 8);
    const heights = notes.map((note) => note.offsetHeight);
    const room = 5.8 * parseFloat(getComputedStyle(notes[0] ?? text).fontSize);
    let end = 0;
    notes.forEach((note, at) => {
      const start = Math.max(starts[at], end);
      const late = start + heights[at] > starts[at + 1] && heights[at] > room + 20;
      const fold = late && !note.matches(".kept, :has(:target, .hit)");
      note.classList.toggle("stub", fold);
      note.style.setProperty("--top", `${start}px`);
      end = start + (fold ? room : heights[at]) + 12;
    });
    text.style.setProperty("--end", `${end}px`);
  };
  const keep = (note) => {
    note.classList.add("kept");
    place();
  };

  const inView = (note) => {
    const { top, bottom } = note.getBoundingClientRect();
    return (wide.matches || note.open) && !note.matches(".stub") && top >= 0 && bottom <= innerHeight;
  };
  const light = (note) => {
    for (const lit of text.querySelectorAll(".lit")) lit.classList.remove("lit");
    note?.classList.add("lit");
  };

  // What a card says: the note, or what the name's own page says of it.
  const fill = async (from) => {
    if (from.matches(".marker")) {
      const body = noteOf(from)?.querySelector(".note-body").cloneNode(true);
      body?.removeAttribute("id");
      return body && [body];
    }
    const answer = await fetch(from.href).catch(() => 0);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const name = make("p", "");
    name.innerHTML = "<a></a> <span class=times></span>";
    name.firstChild.href = from.href;
    name.firstChild.textContent = page.querySelector("h1").textContent;
    name.lastChild.textContent = page.querySelectorAll(".tick").length + "×";
    return [name, ...page.querySelectorAll(".one-entity > header :is(.role, .gloss, svg)")];
  };

  const close = () => {
    clearTimeout(timer);
    wanted = pinned = shownFor = null;
    if (card.isConnected) card.remove();
  };
  const show = async (from, pin) => {
    wanted = from;
    const note = from.matches(".marker") && noteOf(from);
    if (note && inView(note)) return light(note);
    const pieces = shownFor !== from && await fill(from);
    if (wanted !== from) return;
    if (pieces) {
      close();
      card.replaceChildren(...pieces);
      card.ariaLabel = from.textContent;
      document.body.append(card);
      card.showPopover({ source: from });
      beside(card, from.getClientRects()[0]);
      wanted = shownFor = from;
    }
    pinned ||= pin;
    if (pin && shownFor) card.querySelector("a").focus({ preventScroll: true });
  };

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const from = target.closest(triggers);
    clearTimeout(timer);
    if (from) timer = setTimeout(show, 250, from);
    else {
      light();
      wanted = shownFor;
      if (!pinned && !card.contains(target)) timer = setTimeout(close, 400);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    const stub = target.closest(".stub");
    if (stub) keep(stub);
    if (card.contains(target)) return;
    if (!pinned) close();
    light();
    if (target.matches(triggers) && target.matches(":focus-visible")) timer = setTimeout(show, 150, target);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shownFor) return;
    event.preventDefault();
    if (card.contains(document.activeElement)) shownFor.focus({ preventScroll: true });
    close();
  }, true);

  document.addEventListener("click", (event) => {
    const { target } = event;
    const from = target.closest(triggers);
    const back = target.closest(".note-number");
    const stub = target.closest(".stub");
    if (stub) keep(stub);
    if (!plain(event)) return;
    if (card.contains(target)) {
      pinned = true;
      if (!back) return;
      event.preventDefault();
      shownFor.focus({ preventScroll: true });
      return close();
    }
    const note = from?.matches(".marker") && noteOf(from);
    if (note) {
      event.preventDefault();
      if (wide.matches && !inView(note)) return show(from, true);
      // In place, and Back leads to the line again.
      close();
      note.open = true;
      history.pushState({ back: from.hash }, "", from.hash);
      followed = from;
      note.scrollIntoView({ block: "nearest" });
      note.querySelector(wide.matches ? ".note-number" : "summary").focus({ preventScroll: true });
      light(note);
    } else if (back && history.state?.back === `#${back.parentNode.id}`) {
      event.preventDefault();
      history.back();
    } else if (from && event.pointerType === "touch" && shownFor !== from) {
      event.preventDefault();
      show(from, true);
    } else close();
  });
  addEventListener("popstate", () => {
    light();
    followed?.focus({ preventScroll: true });
    followed = null;
  });

  new ResizeObserver(place).observe(text);
}
