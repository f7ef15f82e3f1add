// The reader's highlights and notes: made in the menu for words (2-point.js), painted without a
// change of the page, each with a mark beside its line that leads back into the menu.
//
// Kept is `localStorage.highlights`, a list of `{id, parts, colour, note, created, modified, stamp}`.
// A part is words of one block: `{path, v, start, end, exact, prefix, suffix}`, its offsets in code
// points of the block's plain text, as in the API. `stamp` is the content that the parts were found
// in; in another one they are looked for anew (find.js). Nothing of it is ever sent.

if (menu?.showPopover) {
  const pens = menu.querySelector(".pens");
  const { stamp, find, highlight, note, kept, removed, full, broken } = pens.dataset;
  const [box, write, remove, mine, title, status] = ["textarea", ".write", ".remove", ".pens div", "b", "[role=status]"].map((it) => menu.querySelector(it));
  const colours = [...pens.querySelectorAll("[data-colour]")];
  const slug = menu.dataset.api.split("/").pop();
  // The blocks of the page by their paths.
  const blocks = new Map([...main.querySelectorAll(".permalink")].map((mark) => [mark.pathname, blockOf(mark)]));
  const back = remove.textContent;
  const marks = new Map();
  let shown = [];
  let parts;
  // The highlight that the menu is open for, and the one that it is about to be opened for.
  let current;
  let wanted;
  let colour = "yellow";

  const load = () => JSON.parse(localStorage.highlights ?? "[]").map((item) => item);
  const say = (words) => (status.textContent = words);

  // The signs of a block's own words, and its text nodes with how many signs stand before each.
  const read = (block) => {
    const walk = document.createTreeWalker(block.querySelector(".statement") ?? block, 5, (it) => {
      if ("data" in it) return it.parentNode.matches("table, thead, tbody, tr") ? 2 : 1;
      return it.matches(".point, .permalink, .marker, .keep, ul, ol") ? 2 : 1;
    });
    const nodes = [];
    const signs = [];
    let cells = 0;
    while (walk.nextNode()) {
      const it = walk.currentNode;
      if ("data" in it) {
        nodes.push([it, signs.length]);
        signs.push(...it.data);
      } else if (it.matches("td, th") && cells++) signs.push("\t");
    }
    return { nodes, signs };
  };

  // The words of `range` in a block; nothing where it has none there.
  const partOf = (range, [path, block]) => {
    const { nodes, signs } = read(block);
    let start;
    let end = 0;
    for (const [node, before] of nodes) {
      if (!range.intersectsNode(node)) continue;
      const at = (container, offset, other) => before + [...node.data.slice(0, container === node ? offset : other)].length;
      start ??= at(range.startContainer, range.startOffset, 0);
      end = at(range.endContainer, range.endOffset);
    }
    // Without blanks at its ends, and grown to whole words where words have blanks between them.
    const isWord = (at) => /(?!\p{sc=Han})[\p{L}\p{N}]/u.test(signs[at] ?? "");
    while (start < end && !signs[start].trim()) start++;
    while (start < end && !signs[end - 1].trim()) end--;
    while (start < end && isWord(start - 1) && isWord(start)) start--;
    while (start < end && isWord(end - 1) && isWord(end)) end++;
    const words = (from, to) => signs.slice(Math.max(0, from), to).join("");
    return start < end && {
      path,
      v: block.dataset.v,
      start,
      end,
      exact: words(start, end),
      prefix: words(start - 32, start),
      suffix: words(end, end + 32).trimEnd(),
    };
  };

  // Where a part is on this page, if its words still stand there.
  const rangeOf = ({ path, start, end, exact, now, lost }) => {
    const block = !lost && blocks.get(path);
    if (!block) return [];
    const { nodes, signs } = read(block);
    if (signs.slice(start, end).join("") !== (now ?? exact)) return [];
    const at = (offset, over) => {
      const [node, before] = nodes.findLast((it) => it[1] < offset + over);
      return [node, signs.slice(before, offset).join("").length];
    };
    const range = new Range();
    range.setStart(...at(start, 1));
    range.setEnd(...at(end, 0));
    return [range];
  };

  const draw = () => {
    let held = [];
    try {
      held = load();
    } catch {}
    const painted = {};
    const low = new Map();
    shown = [];
    for (const item of held) {
      const ranges = item.parts.flatMap(rangeOf);
      if (!ranges.length) continue;
      (painted[item.colour] ??= []).push(...ranges);
      const block = blockOf(ranges[0].startContainer);
      const mark = marks.get(item.id) ?? make("button", "keep");
      mark.type = "button";
      mark.dataset.colour = item.colour;
      mark.classList.toggle("noted", item.note);
      mark.ariaLabel = `${item.note ? note : highlight}: ${item.note || item.parts[0].exact}`.slice(0, 90);
      // Level with its first line, or under the mark before it.
      const top = ranges[0].getClientRects()[0]?.top - block.getBoundingClientRect().top;
      const level = Math.max(top, low.get(block) ?? 0);
      low.set(block, level + 24);
      mark.style.top = `${level}px`;
      if (!mark.isConnected) block.append(mark);
      marks.set(item.id, mark);
      shown.push({ item, ranges, mark });
    }
    for (const mark of marks.values()) if (!shown.some((it) => it.mark === mark)) mark.remove();
    for (const { dataset } of colours) {
      CSS.highlights?.set(dataset.colour, new Highlight(...painted[dataset.colour] ?? []));
    }
  };

  const show = (gone) => {
    for (const pen of colours) pen.ariaPressed = !gone && pen.dataset.colour === current?.colour;
    mine.hidden = !current;
    write.hidden = current;
    remove.textContent = gone ? remove.dataset.back : back;
    box.disabled = gone;
  };

  // Keeps what `change` makes of the list; what cannot be read is left as it is.
  const save = (change, done) => {
    let held;
    try {
      held = load();
    } catch {
      return say(broken);
    }
    try {
      localStorage.highlights = JSON.stringify(change(held));
    } catch {
      return say(full);
    }
    draw();
    say(done);
    return true;
  };
  const keep = (changes) => {
    const modified = new Date().toISOString();
    // A blob's address ends with a random UUID, also where `crypto.randomUUID` is missing.
    const url = current ? "" : URL.createObjectURL(new Blob());
    URL.revokeObjectURL(url);
    const id = `urn:uuid:${url.slice(-36)}`;
    const item = { id, parts, colour, note: "", created: modified, stamp, ...current, ...changes, modified };
    if (!save((held) => [...held.filter((it) => it.id !== item.id), item], kept)) return;
    current = item;
    show();
  };

  menu.addEventListener("point", ({ detail: [block, range] }) => {
    current = wanted;
    wanted = null;
    if (!range) {
      range = new Range();
      range.selectNodeContents(block);
    }
    parts = [...blocks].map((it) => range.intersectsNode(it[1]) && partOf(range, it)).filter((it) => it);
    if (current) title.textContent = current.note ? note : highlight;
    box.value = current?.note ?? "";
    show();
  });
  menu.addEventListener("click", ({ target }) => {
    if (target.dataset.colour) {
      colour = target.dataset.colour;
      keep({ colour });
    } else if (target === write) {
      keep();
      box.focus();
    } else if (target === remove) {
      if (box.disabled) keep();
      else if (save((held) => held.filter((it) => it.id !== current.id), removed)) show(true);
    }
  });
  box.addEventListener("input", () => keep({ note: box.value }));

  main.addEventListener("click", ({ target, clientX, clientY }) => {
    const inside = ({ left, right, top, bottom }) => clientX > left && clientX < right && clientY > top && clientY < bottom;
    const isOver = ({ ranges }) => !target.closest("a, button, summary, .point") && getSelection().isCollapsed
      && ranges.some((range) => [...range.getClientRects()].some(inside));
    const found = shown.findLast((it) => it.mark === target || isOver(it));
    if (!found) return;
    const { item, ranges, mark } = found;
    wanted = item;
    const range = ranges[0].cloneRange();
    range.setEnd(ranges.at(-1).endContainer, ranges.at(-1).endOffset);
    menu.dispatchEvent(new CustomEvent("open", { detail: [mark.parentNode.querySelector(".permalink"), range] }));
    menu.querySelector("[aria-pressed=true]").focus({ preventScroll: true });
  });
  addEventListener("keydown", (event) => {
    if (event.key === "h" && plain(event) && !event.target.closest?.("input, select, textarea") && menu.matches(":popover-open")) colours[0].focus();
  });

  addEventListener("storage", draw);
  addEventListener("highlights", draw);
  new ResizeObserver(draw).observe(main);
  // After a change of the content, words are looked for where they went.
  try {
    if (load().some((it) => it.stamp !== stamp && it.parts[0].path.split("/")[1] === slug)) {
      import(find).then(({ settle }) => settle(menu.dataset.api, slug, stamp)).then(draw, draw);
    }
  } catch {}
}
