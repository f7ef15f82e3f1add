// For the pages of what a reader keeps. Saves words as a file: what the event `save` brings as
// `{words, type, name}`.

addEventListener("save", ({ detail: { words, type, name } }) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
});
