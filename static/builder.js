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
    line.addEventListener("dragend", () => {
      line.draggable = false;
      line.classList.remove("dragged");
      if (dragged) save(pages);
      dragged = null;
    });
  }
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
  const answer = await fetch(pages.dataset.reorder, { method: "POST", body: order, headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } });
  window.location.reload();
  return answer;
};
