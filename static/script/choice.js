// What the reader chose of type and colour, put on the root before anything is drawn.
{
  const root = document.documentElement;
  root.dataset.script = "on";
  root.style.setProperty("--site", JSON.stringify(location.host));
  try {
    Object.assign(root.dataset, JSON.parse(localStorage.choice));
  } catch {}
}
