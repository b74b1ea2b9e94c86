// Small pleasantries over pages that work without any of this.
document.documentElement.classList.add("js");

// A ballot: keep the count in view, and stop at the number of choices each.
const countChoices = (ballot) => {
  const most = Number(ballot.dataset.most);
  const boxes = [...ballot.querySelectorAll("input[type=checkbox]")];
  const placed = boxes.filter((box) => box.checked).length;
  const words = document.getElementById(ballot.dataset.counter);
  if (words) words.textContent = words.dataset.words.replace("%n", placed).replace("%most", most);
  for (const box of boxes) box.disabled = placed >= most && !box.checked;
};

const wire = (root) => {
  for (const ballot of root.querySelectorAll("[data-most]")) {
    ballot.addEventListener("change", () => countChoices(ballot));
    countChoices(ballot);
  }
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.copied;
    });
  }
};

// “I do not know” and an answer exclude each other: the one chosen last holds.
document.addEventListener("input", (event) => {
  const question = event.target.closest(".question");
  if (!question) return;
  const isState = (box) => box.name.endsWith(".state");
  const boxes = [...question.querySelectorAll("input, textarea")];
  if (isState(event.target) && event.target.checked) {
    for (const box of boxes) if (box !== event.target && box.type !== "hidden" && !/\.(caveat|other)$/.test(box.name)) {
      if (["radio", "checkbox"].includes(box.type)) box.checked = false; else box.value = "";
    }
  } else if (!/\.(caveat|other|state)$/.test(event.target.name)) {
    for (const box of boxes) if (isState(box)) box.checked = false;
  }
});

// Typing that has not reached the server must not vanish with the page.
let unsaved = 0;
document.addEventListener("htmx:beforeRequest", () => { unsaved += 1; });
document.addEventListener("htmx:afterRequest", (event) => {
  unsaved -= 1;
  const words = event.target.closest(".question")?.querySelector(".saved");
  if (words && !event.detail.successful) words.textContent = words.dataset.failed;
});
document.addEventListener("input", (event) => {
  const words = event.target.closest(".question")?.querySelector(".saved");
  if (words) words.textContent = "";
});
window.addEventListener("beforeunload", (event) => { if (unsaved > 0) event.preventDefault(); });

document.addEventListener("DOMContentLoaded", () => {
  wire(document);
  document.querySelector("[data-first-problem]")?.focus();
});
