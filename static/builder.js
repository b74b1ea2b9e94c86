// Building a pro-forma: the boxes that a kind needs, and putting questions in order by dragging.
// Everything here can also be done without it: the boxes all stand there, and arrows move a question.
const form = document.querySelector("[data-question-form]");
if (form) {
  const boxes = JSON.parse(document.getElementById("boxes-of-kinds").textContent);
  const kind = form.querySelector("[name=kind]");
  const show = () => {
    const wanted = boxes[kind.value] ?? [];
    for (const box of form.querySelectorAll("[data-for]")) box.hidden = !wanted.includes(box.dataset.for);
  };
  kind.addEventListener("change", show);
  show();

  // A condition's number is asked for only where it has one, and the next condition after this one.
  const conditions = [...form.querySelectorAll("[data-condition]")];
  const showConditions = () => {
    conditions.forEach((row, n) => {
      const chosen = row.querySelector("select").value;
      row.querySelector("[id^=div_id_if-value]").hidden = !/\|at_(least|most)$/.test(chosen);
      row.hidden = n > 0 && !chosen && !conditions[n - 1].querySelector("select").value;
    });
  };
  form.addEventListener("change", showConditions);
  showConditions();
}

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

for (const pages of document.querySelectorAll("[data-reorder]")) {
  let dragged = null;
  for (const line of pages.querySelectorAll("[data-question-line]")) {
    const grip = line.querySelector(".grip");
    grip.hidden = false;
    grip.addEventListener("pointerdown", () => { line.draggable = true; });
    line.addEventListener("dragstart", (event) => {
      dragged = line;
      line.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.dataset.questionLine);
    });
    line.addEventListener("dragend", (event) => {
      dragged = null;
      // Let go of outside the list, or stopped with Escape: everything goes back to where it was.
      if (event.dataTransfer.dropEffect === "none") window.location.reload(); else save(pages);
    });
  }
  pages.addEventListener("drop", (event) => event.preventDefault());
  pages.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const line = event.target.closest("[data-question-line]");
    const page = event.target.closest("[data-section]");
    if (line && line !== dragged) {
      const below = event.clientY > line.getBoundingClientRect().top + line.offsetHeight / 2;
      line.parentNode.insertBefore(dragged, below ? line.nextSibling : line);
    } else if (page && !line && !page.contains(dragged)) {
      page.append(dragged);
    }
  });
}

const save = async (pages) => {
  const order = new URLSearchParams();
  for (const item of pages.querySelectorAll("[data-section], [data-question-line]")) {
    order.append("order", item.dataset.section ?? item.dataset.questionLine);
  }
  const headers = { "X-CSRFToken": csrf(), "HX-Request": "true" };
  const answer = await fetch(pages.dataset.reorder, { method: "POST", body: order, headers }).catch(() => null);
  if (!answer?.ok) window.alert(pages.dataset.failed);
  window.location.reload();
};
