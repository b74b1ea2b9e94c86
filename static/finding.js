// Looks for words among what can be cited. Without it everything stands in the list.
for (const finding of document.querySelectorAll("[data-finding]")) {
  const box = finding.querySelector("input");
  const found = finding.querySelector("[role=status]");
  const list = document.getElementById(box.getAttribute("aria-controls"));
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const groups = [...list.querySelectorAll("[data-group]")];
  let before = null; // which groups stood open before anything was looked for
  finding.hidden = false;
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    if (words.length && !before) before = groups.map((group) => group.open);
    let n = 0;
    groups.forEach((group, at) => {
      let any = false;
      for (const line of group.querySelectorAll("[data-line]")) {
        line.hidden = !words.every((word) => plain(line.textContent).includes(word));
        if (!line.hidden) { any = true; n += 1; }
      }
      group.hidden = !any;
      group.open = words.length ? any : (before ? before[at] : group.open);
    });
    if (!words.length) before = null;
    found.textContent = words.length ? found.dataset.foundWords.replace("%n", n) : "";
  });
  // Enter looks; it does not save.
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
