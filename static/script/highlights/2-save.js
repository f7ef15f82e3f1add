// Saving: all highlights as a collection of W3C Web Annotations (Recommendation of 23 February
// 2017), or as Markdown.

// How other programs may paint the colours: the model's style sheet and class.
const PAINT = { yellow: "#fbe7a6", green: "#cfe8c0", blue: "#c9ddf5", rose: "#f6cfd2" };

const targetOf = (item, { path, v, start, end, exact, prefix, suffix }) => {
  const source = location.origin + path;
  const target = {
    type: "SpecificResource",
    source,
    selector: [{ type: "TextQuoteSelector", exact, prefix, suffix }],
    styleClass: item.colour,
  };
  if (end > start) target.selector.push({ type: "TextPositionSelector", start, end });
  // The words as they were seen: the address knows them.
  if (v) target.state = { type: "TimeState", sourceDate: item.created, cached: `${source}?v=${v}` };
  return target;
};
const annotationOf = (item) => {
  const targets = item.parts.map((part) => targetOf(item, part));
  const said = { type: "TextualBody", value: item.note, format: "text/plain", purpose: "commenting" };
  return {
    id: item.id,
    type: "Annotation",
    motivation: item.note ? "commenting" : "highlighting",
    created: item.created,
    modified: item.modified,
    ...item.note && { body: said },
    target: targets.length > 1 ? targets : targets[0],
    stylesheet: { type: "CssStylesheet", value: `.${item.colour} { background-color: ${PAINT[item.colour]}; }` },
  };
};

const quiet = (text) => text.replace(/[\\`*_[\]<]/g, "\\$&");
const lines = (text) => text.split("\n").map((line) => `> ${quiet(line)}`.trim()).join("\n");

const forms = {
  json() {
    const items = load().map(annotationOf);
    const id = iri();
    return JSON.stringify({
      "@context": "http://www.w3.org/ns/anno.jsonld",
      id,
      type: "AnnotationCollection",
      label: within("h1", document).textContent,
      total: items.length,
      first: { id: iri(), type: "AnnotationPage", partOf: id, startIndex: 0, items },
    }, null, 2);
  },
  // As the page shows them: its headings, words, states and notes.
  markdown() {
    const text = [`# ${within("h1", document).textContent}`];
    for (const it of page.querySelectorAll(".shelves :is(h2, h3, .held > li)")) {
      if (it.matches("h2, h3")) {
        text.push(`${it.matches("h2") ? "##" : "###"} ${quiet(it.textContent)}`);
        continue;
      }
      text.push([...it.querySelectorAll("blockquote p")].map((line) => lines(line.textContent)).join("\n>\n"));
      const state = within(".state", it);
      if (!state.hidden) text.push(`*${quiet(state.textContent.replace(/\s+/g, " ").trim())}*`);
      const { value } = within("textarea", it);
      if (value.trim()) text.push(value.trim());
      const link = within("a", it);
      text.push(`[${quiet(link.textContent)}](${link.href}), ${within("time", it).textContent}, ${within("select", it).selectedOptions[0].textContent}`);
    }
    return `${text.join("\n\n")}\n`;
  },
};
const KINDS = { json: ["application/ld+json", "highlights.json"], markdown: ["text/markdown", "highlights.md"] };
page.addEventListener("click", ({ target: { dataset } }) => {
  if (!KINDS[dataset.do]) return;
  const [type, name] = KINDS[dataset.do];
  dispatchEvent(new CustomEvent("save", { detail: { words: forms[dataset.do](), type, name } }));
});
