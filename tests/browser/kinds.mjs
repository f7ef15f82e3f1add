// The kinds of page that the site has, each by a page that stands for it.

/** Kinds by name, with the path of one page, found on the site at `url` by `page`. */
export async function findKinds(url, page) {
  await page.goto(url);
  const report = await page.locator("main h2 a").first().getAttribute("href");
  const first = async (path) => {
    await page.goto(url + path);
    return page.locator("main .name").first().getAttribute("href");
  };
  return {
    shelf: "/",
    front: report,
    introduction: `${report}/introduction`,
    section: `${report}/4`,
    long: `${report}/9`,
    marker: `${report}/12`,
    block: `${report}/4/3`,
    sentence: `${report}/4/3.2`,
    all: `${report}/all`,
    notes: `${report}/notes`,
    note: `${report}/notes/57`,
    entities: `${report}/entities`,
    entity: await first(`${report}/entities`),
    themes: `${report}/themes`,
    theme: await first(`${report}/themes`),
    evidence: `${report}/evidence`,
    figures: `${report}/figures`,
    timeline: `${report}/timeline`,
    language: `${report}/language`,
    cite: `${report}/cite/4/3.2`,
    embed: `${report}/embed/4/3.2`,
    receipt: `${report}/receipt`,
    search: "/search?q=arms+race",
    empty: "/search",
    lines: "/search?q=arms+race&view=lines",
    filtered: `/search?q=china&kind=paragraph&sort=place&report=${report.slice(1)}`,
    marks: `${report}/4?hl=arms+race`,
    nothing: "/search?q=zyzzyva",
    basket: "/basket",
    offline: "/offline",
    highlights: "/highlights",
    missing: `${report}/17`,
  };
}
