// Sorting notes: by dragging, or by keys. All of it can also be done with each note's own list and button.
{
  const sorting = document.getElementById("sorting");
  const board = () => document.getElementById("board");
  const cards = () => [...board().querySelectorAll("[data-note]")];
  const tokens = () => JSON.parse(document.body.getAttribute("hx-headers"));
  let dragged = null, isMoving = false;

  // One card can be reached by Tab; arrows go on from there.
  const reachable = (card) => {
    for (const one of cards()) one.tabIndex = one === card ? 0 : -1;
  };
  const wire = () => {
    for (const card of cards()) card.draggable = true;
    reachable(cards()[0]);
  };
  const goTo = (card) => {
    if (!card) return;
    reachable(card);
    card.focus();
  };

  // The server answers with the page as it is now; the board and what is said of it are taken from there.
  const send = async (form, values) => {
    if (isMoving) return false;
    isMoving = true;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(values),
      headers: tokens(),
    }).catch(() => null);
    isMoving = false;
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page && page.getElementById("board");
    if (!fresh) {
      const problem = document.createElement("p");
      problem.className = "problem";
      problem.textContent = sorting.dataset.failed;
      document.getElementById("moved").replaceChildren(problem);
      return false;
    }
    board().replaceWith(fresh);
    for (const id of ["moved", "messages"]) {
      document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    wire();
    return true;
  };
  // `next` is the note that is looked at afterwards; without one, the note that was moved.
  const move = async (card, cluster, next) => {
    const note = card.dataset.note;
    if (card.closest("[data-cluster]").dataset.cluster === cluster) return;
    if (await send(card.querySelector("form"), { cluster })) goTo(document.getElementById(next ?? `note-${note}`));
  };

  const beside = (card, step) => cards()[cards().indexOf(card) + step];
  const across = (card, step) => {
    const clusters = [...board().querySelectorAll("[data-cluster]")];
    let n = clusters.indexOf(card.closest("[data-cluster]")) + step;
    while (clusters[n] && !clusters[n].querySelector("[data-note]")) n += step;
    return clusters[n]?.querySelector("[data-note]");
  };
  const STEPS = {
    ArrowDown: (card) => beside(card, 1),
    ArrowUp: (card) => beside(card, -1),
    ArrowRight: (card) => across(card, 1),
    ArrowLeft: (card) => across(card, -1),
  };

  const pressed = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const card = event.target.closest("[data-note]");
    // While a list, a box or a button is in hand, keys are its own.
    if (card ? event.target !== card : event.target.closest("input, select, textarea, button, a")) return;
    if (event.key === "u") {
      const undo = document.querySelector("[data-undo]");
      if (!undo) return;
      event.preventDefault();
      const note = new URL(undo.action).pathname.match(/(\d+)\/move\/$/)[1];
      send(undo, [...new FormData(undo)]).then((done) => done && goTo(document.getElementById(`note-${note}`)));
    } else if (card && event.key in STEPS) {
      event.preventDefault();
      goTo(STEPS[event.key](card));
    } else if (card && /^[0-9]$/.test(event.key)) {
      const cluster = board().querySelector(`[data-key="${event.key}"]`);
      if (!cluster) return;
      event.preventDefault();
      const next = card.nextElementSibling ?? card.previousElementSibling;
      move(card, cluster.dataset.cluster, next?.id);
    }
  };

  const over = (event) => (dragged ? event.target.closest("[data-cluster]") : null);
  const mark = (cluster) => {
    for (const one of board().querySelectorAll("[data-cluster]")) one.classList.toggle("over", one === cluster);
  };
  const dragging = {
    dragstart(event) {
      dragged = event.target.closest("[data-note]");
      if (!dragged) return;
      dragged.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.dataset.note);
    },
    dragover(event) {
      const cluster = over(event);
      mark(cluster);
      if (cluster) event.preventDefault();
    },
    drop(event) {
      const cluster = over(event), card = dragged;
      if (!cluster) return;
      event.preventDefault();
      move(card, cluster.dataset.cluster);
    },
    dragend() {
      dragged?.classList.remove("dragged");
      dragged = null;
      mark(null);
    },
  };

  if (sorting) {
    for (const [kind, react] of Object.entries(dragging)) sorting.addEventListener(kind, react);
    sorting.addEventListener("focusin", (event) => {
      const card = event.target.closest("[data-note]");
      if (card) reachable(card);
    });
    document.addEventListener("keydown", pressed);
    wire();
  }
}
