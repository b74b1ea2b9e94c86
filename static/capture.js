// The line that catches what is said: Enter keeps it, and the box is free for the next. What the server
// has not acknowledged is kept on this device (keeping.js) and sent again under its own key.
{
  const form = document.querySelector("[data-capture]");
  const { PREFIX, store } = keeping;
  const LINES = `${PREFIX}notes:${form?.dataset.capture}|`;
  const DRAFT = `${PREFIX}notes-draft:${form?.dataset.capture}|`; // with an end: 1 begins 11 too
  const OFF = `${PREFIX}notes-off:${form?.dataset.capture}|`;
  const HAND = `${PREFIX}notes-hand:${form?.dataset.capture}`; // this page, over its reloads
  const WAITS = [2, 5, 10, 15]; // seconds between tries; the last one again and again
  const PATIENCE = 20_000; // how long one line may take
  const LONGEST_AGO = 24 * 60 * 60 * 1000;

  const box = form?.querySelector("[name=text]");
  const offRecord = form?.querySelector("[name=off_record]");
  const said = form?.querySelector("[data-capture-said]");
  const list = form?.querySelector("[data-unsent]");
  // Each is {id, hand, text, kind, off, at, n}; `why` says what the server would not take of it.
  let lines = [], isSending = false, tries = 0, timer = null, count = 0, isSignedOut = false, isRefused = false;

  const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
  // The server keeps the lines of one hand in the order in which they were sent.
  const handOf = () => {
    try {
      const hand = sessionStorage.getItem(HAND) ?? newId();
      sessionStorage.setItem(HAND, hand);
      return hand;
    } catch { return newId(); }
  };
  let hand = "";
  const tokens = () => JSON.parse(document.body.getAttribute("hx-headers"));

  const show = () => {
    const waiting = lines.filter((line) => line.why || tries || isSignedOut);
    list.replaceChildren(...waiting.map(itemOf));
    list.hidden = !waiting.length;
    const words = isRefused ? form.dataset.neverOff : isSignedOut ? form.dataset.signedOut : tries && lines.length ? form.dataset.waits : "";
    if (said.textContent !== words) said.textContent = words;
    said.hidden = !words;
  };
  const itemOf = (line) => {
    const item = document.createElement("li"), words = document.createElement("span"), take = document.createElement("button");
    item.className = "row-line";
    words.textContent = line.why ? `${line.text} · ${line.why}` : line.text;
    take.type = "button";
    take.className = "btn-link-quiet";
    take.textContent = form.dataset.take;
    take.addEventListener("click", () => takeBack(line));
    item.append(words, take);
    return item;
  };
  // Into the box again, behind whatever stands there.
  const takeBack = (line) => {
    forget(line);
    box.value = [box.value, line.text].filter(Boolean).join(" ");
    choose(line.kind);
    offRecord.checked ||= line.off;
    switched();
    keepDraft();
    show();
    box.focus();
  };
  const forget = (line) => {
    lines = lines.filter((one) => one !== line);
    store.drop(LINES + line.id);
  };

  const keepDraft = () => {
    if (box.value.trim()) store.put(DRAFT, { at: Date.now(), text: box.value }); else store.drop(DRAFT);
  };
  // A switch that a reload put back would let the next line onto the record unnoticed.
  const switched = () => {
    if (offRecord.checked) store.put(OFF, { at: Date.now() }); else store.drop(OFF);
  };

  const choose = (kind) => { form.querySelector(`[name=kind][value=${kind}]`).checked = true; };
  // See lines_of in meetings/capture.py, which decides.
  const isAction = (line, kind) => {
    const mark = line.trim().replace(/^[-*•–·]\s+/, "").match(/^([!>])\s/)?.[1];
    return mark ? mark === ">" : kind === "action";
  };

  const catchAll = (text) => {
    const kind = form.querySelector("[name=kind]:checked")?.value ?? "point";
    const found = text.split(/\r\n|\r|\n/).filter((one) => one.trim());
    if (offRecord.checked && found.length === 1 && isAction(text, kind)) return refuse(text);
    for (const one of found) {
      const line = { id: newId(), hand, text: one.trim(), kind, off: offRecord.checked, at: Date.now(), n: (count += 1) };
      lines.push(line);
      line.kept = store.put(LINES + line.id, line);
    }
    box.value = "";
    store.drop(DRAFT);
    choose("point");
    box.focus();
    isRefused = false;
    show();
    sendAll();
  };
  // It stays in the box. Of several lines each is sent, and the server refuses those that it must.
  const refuse = (text) => {
    box.value = text;
    keepDraft();
    isRefused = true;
    show();
  };
  const changed = () => {
    isRefused = false;
    show();
  };

  const sendAll = async () => {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    for (let line; (line = lines.find((one) => !one.why)); ) {
      if (!(await send(line))) {
        timer = setTimeout(sendAll, WAITS[Math.min(tries, WAITS.length - 1)] * 1000);
        tries += 1;
        break;
      }
      tries = 0;
    }
    isSending = false;
    show();
  };

  // False if it is to be tried again.
  const send = async (line) => {
    const body = new URLSearchParams({ text: line.text, kind: line.kind, key: line.id, hand: line.hand ?? "" });
    if (line.off) body.set("off_record", "on");
    body.set("ago", Math.max(0, Math.min(LONGEST_AGO, Math.round(Date.now() - line.at))));
    const headers = { ...tokens(), "HX-Request": "true", "HX-Current-URL": window.location.href };
    let answer, words;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
      words = await answer.text();
    } catch {
      return false;
    }
    isSignedOut = answer.headers.has("HX-Redirect") || answer.status === 403;
    if (answer.status === 422) {
      line.why = words;
      return true;
    }
    if (!answer.ok || !words.includes('id="notes-caught"')) return false;
    forget(line);
    const caught = document.getElementById("notes-caught");
    htmx.swap(caught, words, { swapStyle: "outerHTML" });
    return true;
  };

  const begin = () => {
    hand = handOf();
    const kept = store.under(LINES).map(([, line]) => line);
    lines = kept.sort((one, other) => one.at - other.at || one.n - other.n);
    if (store.under(OFF).length) offRecord.checked = true;
    const draft = store.under(DRAFT)[0]?.[1];
    if (draft && !box.value) box.value = draft.text;

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (box.value.trim()) catchAll(box.value);
    });
    box.addEventListener("paste", (event) => {
      const pasted = event.clipboardData.getData("text");
      if (pasted.split(/\r\n|\r|\n/).filter((one) => one.trim()).length < 2) return;
      event.preventDefault();
      catchAll(box.value.slice(0, box.selectionStart) + pasted + box.value.slice(box.selectionEnd));
    });
    box.addEventListener("input", keepDraft);
    offRecord.addEventListener("change", switched);
    form.addEventListener("input", changed);
    window.addEventListener("online", sendAll);
    document.addEventListener("visibilitychange", sendAll);
    window.addEventListener("beforeunload", (event) => {
      // Only where nothing can be kept does leaving need a second thought.
      if (lines.some((line) => !line.kept)) event.preventDefault();
    });
    sendAll();
  };
  if (form) document.addEventListener("DOMContentLoaded", begin);
}
