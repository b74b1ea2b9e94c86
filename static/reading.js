// Reading open answers by keys. Everything here can also be done without it, by the same buttons and links:
// a key only presses them, and the page's middle is fetched instead of the whole page.
const reading = document.getElementById("reading");
const said = document.getElementById("reading-said");
const ARROWS = { ArrowDown: "j", ArrowRight: "j", ArrowUp: "k", ArrowLeft: "k" };
const OPPOSITE = { on: "off", off: "on" };
const KEPT = "tightrope:reading-keys";
let last = null; // what would take back what was done last: [address, boxes]
let queue = Promise.resolve(); // one after the other: each key means what the page shows by then

const inTurn = (work) => { queue = queue.then(work).catch(() => say(reading.dataset.failed, "problem")); };
const say = (words, look) => {
  const line = document.createElement("p");
  line.className = look;
  line.textContent = words;
  said.replaceChildren(line);
};
const current = () => reading.querySelector("[data-current]");
const byKey = (key) => reading.querySelector(`[data-key="${CSS.escape(key)}"]`);
const pressed = () => [...(current()?.querySelectorAll("[name=off]") ?? [])].map((button) => button.value);

// Whoever uses other keys for other things can do without ours.
const usesKeys = () => { try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; } };
const useKeys = (yes) => { try { localStorage.setItem(KEPT, yes ? "on" : "off"); } catch { /* for now, then */ } };
const showKeys = () => {
  for (const list of reading.querySelectorAll("[data-keys]")) list.hidden = false;
  for (const hint of reading.querySelectorAll("[data-hint]")) hint.hidden = !usesKeys();
  const box = reading.querySelector("[data-use-keys]");
  if (box) box.checked = usesKeys();
};

// Put the new middle in the place of the old. What is being typed stays, and the focus where it was.
const swap = (html, { leavesBox = false } = {}) => {
  const at = document.activeElement, inside = reading.contains(at);
  const box = inside && !leavesBox && at.id && at.matches("input[data-key]")
    ? { id: at.id, value: at.value, from: at.selectionStart, to: at.selectionEnd } : null;
  const button = inside && at.matches("button[data-key]") ? at.dataset.key : null;
  const keys = document.getElementById("reading-keys")?.open;
  reading.innerHTML = html;
  showKeys();
  if (keys) document.getElementById("reading-keys")?.setAttribute("open", "");
  said.replaceChildren(...(reading.querySelector("[data-said]")?.children ?? []));
  const kept = box && document.getElementById(box.id);
  if (kept) {
    kept.value = box.value;
    kept.focus();
    kept.setSelectionRange(box.from, box.to);
  } else (reading.querySelector("[aria-invalid]") ?? (button && byKey(button)) ?? current())?.focus();
};
const fetched = async (address, options = {}, how = {}) => {
  const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
  const elsewhere = answer.headers.get("HX-Redirect"); // the sign-in has run out
  if (elsewhere) { window.location.assign(elsewhere); return; }
  if (!answer.ok) throw new Error(answer.status);
  swap(await answer.text(), how);
  // A form that was not taken comes from an address of its own, where nothing can be read.
  const here = current();
  if (new URL(answer.url).pathname === window.location.pathname && here) {
    window.history.replaceState(null, "", `${answer.url}#${here.id}`);
  }
};
const go = (address) => fetched(address);
const send = async (address, boxes, how) => {
  const before = pressed();
  await fetched(address, { method: "POST", body: boxes }, how);
  const name = ["on", "off", "none"].find((one) => boxes.has(one));
  const back = new URLSearchParams(boxes);
  if (name === "none") back.set("none", OPPOSITE[boxes.get("none")]);
  else if (name) { back.delete(name); back.set(OPPOSITE[name], boxes.get(name)); }
  last = name ? [address, back] : undoOfNew(before);
};
// A new theme was given to the answer in hand: to take that back is to take it off.
const undoOfNew = (before) => {
  const button = [...(current()?.querySelectorAll("button[name=off]") ?? [])].find((one) => !before.includes(one.value));
  return button ? [button.form.action, boxesOf(button.form, button)] : null;
};
const boxesOf = (form, button) => {
  const boxes = new URLSearchParams(new FormData(form));
  if (button?.name) boxes.append(button.name, button.value);
  return boxes;
};
const undo = () => {
  if (!last) { say(reading.dataset.nothing, "notice"); return undefined; }
  return send(...last);
};
const press = (key) => {
  const found = byKey(key);
  if (found?.localName === "a") return go(found.href);
  if (found?.localName === "button") return send(found.form.action, boxesOf(found.form, found));
  return undefined;
};

reading?.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.method !== "post") return;
  event.preventDefault();
  const isNew = form.elements.name; // its answer is the one in hand when its turn comes
  inTurn(() => {
    const now = isNew ? document.getElementById("theme-name").form : form;
    return send(now.action, boxesOf(now, isNew ? null : button), { leavesBox: Boolean(isNew) });
  });
});
reading?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.pathname !== window.location.pathname || !link.hash.startsWith("#answer-")) return;
  event.preventDefault();
  inTurn(() => go(link.href));
});
reading?.addEventListener("change", (event) => {
  if (!event.target.matches("[data-use-keys]")) return;
  useKeys(event.target.checked);
  showKeys();
});

document.addEventListener("keydown", (event) => {
  if (!reading || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing && event.key === "Escape") current()?.focus();
  if (typing || !usesKeys() || event.target.closest(".table-responsive")) return;
  const key = ARROWS[event.key] ?? event.key.toLowerCase(), found = byKey(key);
  // What a key presses may only be there once those before it have been heard.
  if (!/^[0-9a-z?/]$/.test(key)) return;
  event.preventDefault();
  if (found?.localName === "input") { found.focus(); found.select(); }
  else if (found?.localName === "summary") { found.parentElement.open = !found.parentElement.open; found.focus(); }
  else if (!event.repeat) inTurn(() => (key === "u" ? undo() : press(key)));
});
if (reading) showKeys();
