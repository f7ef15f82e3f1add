// The control on a report's front page that keeps it in this browser. Without what it needs (a
// secure connection among it) it is not shown; the worker is registered when it is first used.

const root = document.querySelector(".keep");
const { report: slug, ...told } = root?.dataset ?? {};
const [summary, status] = root?.querySelectorAll("summary, [role=status]") ?? [];
const button = (name) => root.querySelector(`[data-do=${name}]`);
const offer = summary?.textContent;
let list;

const megabytes = (octets) =>
  new Intl.NumberFormat(told.locale, { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 })
    .format(octets / 1e6);

// Shows what there is, and says `words` or what there is to say.
const draw = async (words) => {
  const copy = (await copies()).find((one) => one.slug === slug);
  summary.textContent = copy ? told.kept : offer;
  button("keep").hidden = !!copy || !list;
  button("remove").hidden = !copy;
  status.textContent = words
    ?? (copy ? told.as.replace("{day}", dayOf(copy.time, told.locale))
      : !list ? told.asking
      : told.size.replace("{fetched}", megabytes(list.fetched)).replace("{stored}", megabytes(list.stored)));
};

const open = async () => {
  if (!root.open) return;
  await draw();
  if (list || !button("remove").hidden) return;
  list = await get(listOf(slug)).then((answer) => answer.json()).catch(() => undefined);
  await draw(list ? undefined : told.unasked);
};

const keep = async () => {
  button("keep").disabled = true;
  try {
    await navigator.serviceWorker.register(told.worker, { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const words = await new Promise((end) => {
      port1.onmessage = ({ data: { done, fault } }) => {
        if (done) status.textContent = told.fetching.replace("{done}", megabytes(done)).replace("{all}", megabytes(list.fetched));
        else end(fault && (fault === "QuotaExceededError" ? told.full : told.broken));
      };
      active.postMessage(slug, [port2]);
    });
    if (!words) navigator.storage?.persist?.();
    await draw(words);
  } catch {
    await draw(told.refused);
  }
  button("keep").disabled = false;
};

const remove = async () => {
  await forget(slug);
  await open();
};

if (root && self.caches && navigator.serviceWorker && navigator.locks) {
  button("keep").addEventListener("click", keep);
  button("remove").addEventListener("click", remove);
  root.addEventListener("toggle", open);
  draw().catch(() => {});
} else if (root) {
  // Its place stays, so that nothing moves.
  root.inert = true;
}
