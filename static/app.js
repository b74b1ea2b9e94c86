// Small pleasantries over pages that work without any of this.
document.documentElement.classList.add("js");

// A ballot: keep the count in view, and stop at the number of choices each.
const countChoices = (ballot) => {
  const most = Number(ballot.dataset.most);
  const boxes = [...ballot.querySelectorAll("input[type=checkbox]")];
  const placed = [...ballot.querySelectorAll("input:checked")].filter((box) => box.value).length;
  const words = document.getElementById(ballot.dataset.counter);
  if (words) words.textContent = words.dataset.words.replace("%n", placed).replace("%most", most);
  for (const box of boxes) box.disabled = placed >= most && !box.checked;
};

// “None of these” and a topic exclude each other: the one marked last holds.
const wireNone = (form) => {
  const none = form.querySelector("[data-none]");
  const marks = () => [...form.querySelectorAll("[data-most] input")];
  form.addEventListener("change", (event) => {
    if (event.target === none && none.checked) {
      for (const box of marks()) box.checked = box.type === "radio" && box.value === "";
    } else if (event.target !== none && event.target.checked && event.target.value) {
      none.checked = false;
    }
    for (const ballot of form.querySelectorAll("[data-most]")) countChoices(ballot);
  });
};

const wire = (root) => {
  for (const form of root.querySelectorAll("[data-ballot]")) wireNone(form);
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
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
};

const beside = /^[^/]*\.(caveat|other|source|comment)$/; // words beside an answer stay, whatever it is
// “I do not know” and an answer exclude each other: the one chosen last holds.
document.addEventListener("input", (event) => {
  const question = event.target.closest(".question");
  if (!question) return;
  const isState = (box) => /^[^/]*\.state$/.test(box.name);
  const boxes = [...question.querySelectorAll("input, textarea")];
  if (isState(event.target) && event.target.checked) {
    for (const box of boxes) if (box !== event.target && box.type !== "hidden" && !beside.test(box.name)) {
      if (["radio", "checkbox"].includes(box.type)) box.checked = box.value === ""; else box.value = "";
    }
  } else if (!beside.test(event.target.name) && !isState(event.target)) {
    for (const box of boxes) if (isState(box)) box.checked = false;
  }
});

// A question that depends on another on the same page comes and goes with the answer to it.
const isOn = (box) => box.value && (!["radio", "checkbox"].includes(box.type) || box.checked);
const answersOf = (code) => {
  const ranked = [...document.querySelectorAll(`#q-${code} [data-ranking] input`)].filter(isOn);
  return [...[...document.getElementsByName(code)].filter(isOn).map((box) => box.value), ...ranked.map((box) => box.name.split("/")[1])];
};
const passes = (test) => {
  if ("passed" in test) return test.passed;
  if (document.querySelector(`[data-question="${test.question}"][hidden]`)) return test.is === "none_of";
  const given = answersOf(test.question);
  if (test.is === "answered") return given.length > 0 || [...document.querySelectorAll(`#q-${test.question} [name^="${test.question}/"]`)].some((box) => box.value && (box.checked || box.type === "text"));
  if (test.is === "one_of") return test.values.some((value) => given.includes(value));
  if (test.is === "none_of") return !test.values.some((value) => given.includes(value));
  const number = Number.parseFloat((given[0] ?? "").replace(/[ ,£%]/g, ""));
  return test.is === "at_least" ? number >= Number(test.value) : number <= Number(test.value);
};
const watch = () => {
  for (const question of document.querySelectorAll("[data-watches]")) {
    const { match, tests } = JSON.parse(question.dataset.watches);
    question.hidden = !(match === "any" ? tests.some(passes) : tests.every(passes));
  }
};
document.addEventListener("input", watch);

// Ranking: a place that is given anew is taken from whatever held it.
document.addEventListener("input", (event) => {
  const ranking = event.target.closest("[data-ranking]");
  if (!ranking || !event.target.value) return;
  for (const box of ranking.querySelectorAll(`input[value="${event.target.value}"]:checked`)) {
    if (box.name === event.target.name) continue;
    ranking.querySelector(`input[name="${box.name}"][value=""]`).checked = true;
    const words = ranking.parentElement.querySelector("[data-moved]");
    words.textContent = words.dataset.moved.replace("%what", box.closest("fieldset").querySelector("legend").textContent);
  }
});

// Who writes what else it is means “other”, unless something else was chosen.
document.addEventListener("input", (event) => {
  if (!/^[^/]*\.other$/.test(event.target.name) || !event.target.value.trim()) return;
  const box = event.target.closest(".question").querySelector(`input[value="OTH"]`);
  const chosen = box?.type === "radio" && document.querySelector(`input[name="${box.name}"]:checked`);
  if (box && !chosen) box.checked = true;
});

// The first touch of a hand: it tells a person from a scanner that only opens what it is sent.
const tellFirstTouch = () => {
  const address = document.body.dataset.firstTouch;
  delete document.body.dataset.firstTouch;
  if (!address) return;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  fetch(address, { method: "POST", body: new URLSearchParams({ touched: "1" }), headers, keepalive: true }).catch(() => {});
};
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, tellFirstTouch, { once: true, passive: true });

document.addEventListener("DOMContentLoaded", () => {
  wire(document);
  watch();
  document.querySelector("[data-first-problem]")?.focus();
});
