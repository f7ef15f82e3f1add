// Pointing at a block or at selected words: the mark beside a block opens a menu that copies its
// link, citation and quotation, and puts it into the basket. Words that are selected get the same.
// The menu hears `open` with a mark and a range, and says `point` with the block and the range that
// it is opened for.

// The words of a piece of the page, without marks and whatever else is `not` wanted.
function wordsOf(piece, not = "") {
  for (const other of piece.querySelectorAll(`.point,.permalink,.number,.hidden${not}`)) other.remove();
  return piece.textContent.replace(/\s+/g, " ");
}

// The words of `range`, grown to whole words, and those before and after them in their blocks.
function partsOf(range, first, last, not) {
  const cut = (block, edge) => {
    const piece = range.cloneRange();
    if (block) piece.selectNodeContents(block);
    edge?.(piece);
    return wordsOf(piece.cloneContents(), not);
  };
  const words = cut();
  let before = cut(first, (piece) => piece.setEnd(range.startContainer, range.startOffset));
  let after = cut(last, (piece) => piece.setStart(range.endContainer, range.endOffset));
  const [head] = /^[\p{L}\p{N}]/u.test(words) ? before.match(/(?:[\p{L}\p{N}][’'.,]?)*$/u) : [""];
  const [tail] = /[\p{L}\p{N}]$/u.test(words) ? after.match(/^(?:[’'.,]?[\p{L}\p{N}])*/u) : [""];
  before = before.slice(0, before.length - head.length);
  after = after.slice(tail.length);
  return [before, head + words + tail, after].map((part) => part.trim());
}

// A text directive by which browsers mark `range`, told apart by its neighbours where it must.
function directiveOf(range, first, last) {
  const some = (words, from, to) => encodeURIComponent(words.split(" ").slice(from, to).join(" ")).replaceAll("-", "%2D");
  const [before, words, after] = partsOf(range, first, last);
  if (words.length > 90 || first !== last) {
    const [head, tail] = [range.cloneRange(), range.cloneRange()];
    if (first !== last) {
      head.setEnd(first, first.childNodes.length);
      tail.setStart(last, 0);
    }
    return `${some(partsOf(head, first, first)[1], 0, 6)},${some(partsOf(tail, last, last)[1], -6)}`;
  }
  const once = wordsOf(main.cloneNode(true)).toLowerCase().split(words.toLowerCase()).length < 3;
  if (once) return some(words);
  return `${before && `${some(before, -3)}-,`}${some(words)}${after && `,-${some(after, 0, 3)}`}`;
}

if (menu?.showPopover) {
  const { api, cite, selected, failed } = menu.dataset;
  const [name, page, cites, style, markdown, status] = ["b", ".to-page", ".to-citations", "select", "input", "[role=status]"].map((it) => menu.querySelector(it));
  const escape = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
  let point;

  // Opens the menu for the block of `mark`, or for `range` of it.
  function open(mark, range) {
    const block = blockOf(mark);
    let path = mark.pathname;
    let { v } = block.dataset;
    let after = "";
    let words;
    if (range) {
      const sentences = [...block.querySelectorAll(".s[id]")];
      const sentence = sentences.findLast((it) => range.comparePoint(it, 0) < 0) ?? sentences[0];
      let last = blockOf(range.endContainer);
      // Where three clicks chose a paragraph, the range ends before the first word of the next.
      const rest = range.cloneRange();
      if (last) rest.setStart(last, 0);
      if (last !== block && !(last && wordsOf(rest.cloneContents()).trim())) {
        last = block;
        range.setEnd(block, block.childNodes.length);
      }
      if (sentence) {
        const number = sentence.id.split(".")[1];
        path += `.${number}`;
        v = sentence.dataset.v;
        after = `p${path.split("/")[3]}`;
      }
      after = `#${after}:~:text=${directiveOf(range, block, last)}`;
      words = partsOf(range, block, last, ",.marker,.notes")[1];
    } else {
      words = wordsOf(block.cloneNode(true), ",.marker,ul,ol").trim();
    }
    const below = path.split("/").slice(2).join("/");
    const day = new Date().toLocaleDateString("sv");
    point = { range, path, v, day, words, url: `${location.origin}${path}?v=${v}${after}` };
    point.ask = `${api}/cite?${new URLSearchParams({ point: below, accessed: day })}`;
    name.textContent = range ? selected : mark.ariaLabel;
    page.href = path;
    cites.href = `${cite}/${below}`;
    status.textContent = "";
    mark.after(menu);
    // Highlights have their part of the menu.
    menu.dispatchEvent(new CustomEvent("point", { detail: [block, range] }));
    menu.showPopover();
    beside(menu, (range ?? mark).getBoundingClientRect());
    if (!range) menu.querySelector("button").focus({ preventScroll: true });
  }

  const cited = () => (point.cited ??= fetch(point.ask).then((answer) => (answer.ok ? answer.json() : Promise.reject())));

  const forms = {
    async link({ url }) {
      const { title } = await cited().catch(() => ({ title: url }));
      return { text: url, html: `<a href="${escape(url)}">${escape(title)}</a>`, markdown: `[${title}](${url})` };
    },
    async citation() {
      return (await cited()).styles[style.value];
    },
    async quotation({ words }) {
      const note = (await cited()).styles.chicago_note;
      return {
        text: `“${words.replaceAll("“", "‘").replaceAll("”", "’")}” ${note.text}`,
        html: `<blockquote><p>${escape(words)}</p></blockquote><p>${note.html}</p>`,
        markdown: `> ${words}\n\n${note.markdown}\n`,
      };
    },
  };

  // Copies `made`, plain and rich, or as Markdown alone.
  async function copy(made) {
    const data = { "text/plain": made.then((form) => (markdown.checked ? form.markdown : form.text)) };
    if (!markdown.checked) data["text/html"] = made.then((form) => form.html);
    try {
      const blobs = {};
      for (const type in data) blobs[type] = data[type].then((words) => new Blob([words], { type }));
      await navigator.clipboard.write([new ClipboardItem(blobs)]);
    } catch {
      // Without the clipboard's interface, which plain HTTP lacks, as the browser itself copies.
      for (const type in data) data[type] = await data[type];
      document.addEventListener("copy", (event) => {
        event.preventDefault();
        for (const type in data) event.clipboardData.setData(type, data[type]);
      }, { once: true });
      if (!document.execCommand("copy")) throw 0;
    }
  }

  menu.addEventListener("click", async ({ target: { dataset } }) => {
    if (!dataset.done) return;
    status.textContent = "";
    try {
      if (dataset.copy) {
        await copy(forms[dataset.copy](point));
      } else {
        const held = JSON.parse(localStorage.basket ?? "[]");
        const { path, v, day, words } = point;
        if (!held.some((one) => one.path === path && one.words === words)) held.push({ path, v, day, words });
        localStorage.basket = JSON.stringify(held);
        dispatchEvent(new Event("basket"));
      }
      status.textContent = dataset.done;
    } catch {
      status.textContent = failed;
    }
  });
  menu.addEventListener("open", ({ detail }) => open(...detail));
  // A click in the menu leaves the words selected.
  menu.addEventListener("mousedown", (event) => event.target.matches("button") && event.preventDefault());
  style.addEventListener("change", () => (localStorage.style = style.value));
  style.value = localStorage.style ?? style.value;

  main.addEventListener("click", (event) => {
    const mark = event.target.closest(".permalink");
    if (!mark || !plain(event)) return;
    event.preventDefault();
    getSelection().empty();
    open(mark);
  });
  let timer;
  let pressed;
  for (const type of ["selectionchange", "pointerdown", "pointerup", "pointercancel"]) {
    document.addEventListener(type, ({ target, buttons }) => {
      pressed = buttons ?? pressed;
      clearTimeout(timer);
      if (!pressed && !menu.contains(target)) timer = setTimeout(() => {
        const chosen = getSelection();
        const range = chosen.rangeCount && chosen.getRangeAt(0).cloneRange();
        const mark = range && blockOf(range.startContainer)?.querySelector(".permalink");
        if (mark && `${chosen}`.trim()) open(mark, range);
        else if (point?.range && !menu.contains(document.activeElement)) menu.hidePopover();
      }, 300);
    });
  }
}
