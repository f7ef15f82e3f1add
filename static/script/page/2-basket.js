// Tells in the header how many points the basket holds.

const link = document.querySelector(".to-basket");

const tell = () => {
  const held = JSON.parse(localStorage.basket ?? "[]").length;
  link.hidden = !held;
  link.lastChild.textContent = held;
};
for (const event of ["basket", "storage", "pageshow"]) addEventListener(event, tell);
tell();
