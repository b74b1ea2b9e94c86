// Pages on which somebody answers: nothing that was written is lost, whatever becomes of the connection,
// the page or the device. What the server has not acknowledged is kept (keeping.js) until it has.
{
  const { PREFIX, store, controlsOf, standing, same, fill, inWords } = keeping;
  const WAITS = [2, 5, 15, 30, 60]; // seconds between tries; the last one again and again
  const PATIENCE = 20_000; // how long one save may take
  const BEFORE_SENDING = 4_000; // how long a press of a button waits for saves under way
  const AFTER_SENDING = 10_000; // then the button may be pressed again: the answer did not come

  // What becomes of each question: `dirty` is not acknowledged, `sent` is under way, `failed` is tried
  // again, `refused` was answered with a sentence and waits for its writer, `kept` is in the store. `was` and
  // `seen` are what the save under way carries; `since` is when words were kept that this page took up.
  const states = new Map();
  const codeOf = (question) => question.querySelector("input[name=asked]").value;
  const pathOf = (question) => question.getAttribute("hx-post");
  const hidden = (question, name) => question.querySelector(`.saved input[name="${codeOf(question)}.${name}"]`);
  const keyOf = (question) =>
    `${PREFIX}${pathOf(question)}|${codeOf(question)}|${question.querySelector("input[name=page]").value}`;

  // Only the words change: the hidden boxes beside them say which answer this page has seen.
  const say = (question, words) => {
    const place = question.querySelector(".saved");
    if (words && place.textContent.trim() === words) return; // said once is enough
    for (const node of [...place.childNodes]) {
      if (node.matches?.(".looks")) node.replaceChildren();
      else if (!node.matches?.("input[type=hidden]:not([name=looked_at])")) node.remove();
    }
    if (words) place.append(words);
  };
  const wordsOf = (question) => question.querySelector(".saved").dataset;

  const keep = (question) => {
    const state = states.get(question);
    state.timer = clearTimeout(state.timer);
    if (!state.dirty) return;
    const seen = (name) => (state.refused === "elsewhere" ? state.record?.[name] : hidden(question, name)?.value) ?? "";
    state.record = {
      at: Date.now(),
      asks: question.querySelector("legend").firstChild.textContent.trim(),
      rev: seen("rev"),
      shown: seen("shown"),
      values: standing(question),
      words: inWords(question),
    };
    state.kept = store.put(keyOf(question), state.record);
    if (!state.kept) window.addEventListener("beforeunload", warn);
  };
  const keepAll = () => states.forEach((state, question) => { if (state.timer) keep(question); });
  const forget = (question) => {
    const state = states.get(question);
    clearTimeout(state.timer);
    Object.assign(state, { dirty: false, failed: false, refused: "", timer: null, since: null });
    store.drop(keyOf(question));
  };
  // Only where nothing can be kept does leaving need a second thought.
  const warn = (event) => {
    if (!isSending && [...states.values()].some((state) => state.dirty && !state.kept)) event.preventDefault();
  };

  const touched = (question) => {
    const state = states.get(question);
    state.dirty = true;
    state.since = null;
    if (state.refused !== "elsewhere") say(question, "");
    state.timer ??= setTimeout(() => keep(question), 200);
  };
  document.addEventListener("input", ({ target }) => {
    const question = target.closest?.(".question");
    if (states.has(question)) touched(question);
  });

  // Saving, and trying again.
  const save = (question) => htmx.trigger(question, "change");
  let tries = 0, trying, settled = () => {};
  const tryAgain = () => {
    trying = clearTimeout(trying);
    states.forEach((state, question) => { if (state.failed && !state.sent) save(question); });
  };
  const tryAtOnce = () => {
    tries = 0;
    // Perhaps a code was entered in another window, as the sentence asked.
    for (const state of states.values()) if (state.refused === "code") state.failed = true;
    tryAgain();
  };
  const failed = (question, status) => {
    const state = states.get(question);
    state.failed = true;
    question.dataset.unsaved = "";
    say(question, state.since ? keptSince(question, state.since) : wordsOf(question).failed);
    if (status === 403) renewToken();
    trying ??= setTimeout(tryAgain, WAITS[Math.min(tries++, WAITS.length - 1)] * 1000);
  };
  // Two first answers at once, on a device that is new: the one makes it known, and the other is asked for
  // a code. So whatever was refused is sent once more when this page has seen something saved.
  let isKnown = false;
  const sendRefused = () => {
    for (const state of states.values()) {
      if (state.refused !== "code" || state.again) continue;
      state.again = state.failed = true;
    }
    setTimeout(tryAgain);
  };
  const answered = (question) => {
    const state = states.get(question), stands = hidden(question, "rev")?.dataset.stands ?? "closed";
    state.failed = false;
    tries = 0;
    delete question.dataset.unsaved;
    if (!["saved", "unread"].includes(stands)) { // a sentence says why; what was written stays kept
      const place = question.querySelector(".saved");
      state.refused = place.querySelector("[data-not-saved]") ? "code" : stands;
      if (stands === "closed") place.prepend(...state.seen);
      if (isKnown) sendRefused();
      return;
    }
    if (stands === "saved" && !isKnown) {
      isKnown = true;
      sendRefused();
    }
    if (same(state.was, standing(question))) forget(question);
    else {
      say(question, ""); // there is more since
      keep(question);
    }
  };
  document.addEventListener("htmx:configRequest", ({ target, detail }) => {
    if (states.has(target)) detail.timeout = PATIENCE;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { target } = event, state = states.get(target);
    if (!state) return;
    // Somebody else’s answer stands there: only a press of a button puts another in its place.
    if (state.refused === "elsewhere") { event.preventDefault(); return; }
    state.dirty = true;
    keep(target);
    state.sent = true;
    state.was = standing(target);
    state.seen = ["rev", "shown"].map((name) => hidden(target, name)).filter(Boolean);
  });
  // A whole page is not the answer to a save: a sign-in, a proxy, or somebody else’s network spoke.
  const isPage = (xhr) => /^\s*<!doctype/i.test(xhr.responseText);
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (states.has(detail.requestConfig?.elt) && isPage(detail.xhr)) detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    const state = states.get(target);
    if (!state) return;
    state.sent = false;
    if (detail.successful && !isPage(detail.xhr)) answered(target);
    else failed(target, detail.xhr?.status);
    setTimeout(() => settled()); // htmx sends what it had queued first
  });
  window.addEventListener("online", tryAtOnce);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tryAtOnce();
    else keepAll();
  });
  window.addEventListener("pagehide", keepAll);

  // Signing in elsewhere in the same browser changes the token; a fresh page has the new one.
  const renewToken = async () => {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const headers = page.body.getAttribute("hx-headers"), box = "input[name=csrfmiddlewaretoken]";
      if (!headers || !page.querySelector(box)) return;
      document.body.setAttribute("hx-headers", headers);
      for (const one of document.querySelectorAll(box)) one.value = page.querySelector(box).value;
    } catch { /* the next try fails as this one did */ }
  };

  // Opening a page for which something is kept.
  const keptSince = (question, at) => wordsOf(question).kept.replace("%time", new Date(at).toLocaleString(
    document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" },
  ));
  const button = (words, pressed) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn btn-quiet me-2", textContent: words });
    made.addEventListener("click", pressed);
    return made;
  };
  const showBeside = (question, key, record) => {
    const { before, use, drop } = wordsOf(question), box = document.createElement("div");
    const asked = document.createElement("p"), said = document.createElement("p");
    box.className = "notice kept-words";
    asked.textContent = before;
    said.className = "wrap-anywhere lines";
    said.textContent = record.words || "–";
    const done = () => {
      box.remove();
      store.drop(key);
      controlsOf(question)[0].focus(); // the button is gone that had it
    };
    box.append(asked, said, button(use, () => {
      fill(question, record.values);
      states.get(question).refused = "";
      touched(question);
      keep(question);
      done();
      save(question);
    }), button(drop, done));
    question.querySelector(".saved").before(box);
  };
  const takeUp = (question, key, record) => {
    const state = states.get(question), before = standing(question);
    fill(question, record.values);
    if (!same(standing(question), record.values)) { // a choice is gone since: it cannot all stand here
      fill(question, before);
      return false;
    }
    state.dirty = true;
    state.since = record.at;
    keep(question);
    if (state.kept && key !== keyOf(question)) store.drop(key, record);
    say(question, keptSince(question, record.at));
    save(question);
    return true;
  };
  const isReturn = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
  const open = (question) => {
    const state = states.get(question), served = standing(question, { asServed: true });
    let isTaken = state.dirty;
    if (hidden(question, "rev").dataset.stands === "elsewhere") {
      isTaken = true;
      Object.assign(state, { dirty: true, refused: "elsewhere", kept: true });
    } else if (!isTaken && !same(standing(question), served)) {
      // A browser that puts old words back writes over nothing; who typed before this script came does.
      if (isReturn && !question.contains(document.activeElement)) fill(question, served);
      else { isTaken = true; touched(question); keep(question); save(question); }
    }
    for (const [key, record] of store.under(`${PREFIX}${pathOf(question)}|${codeOf(question)}|`)) {
      if (isTaken && key === keyOf(question)) continue;
      if (same(record.values, served)) store.drop(key, record);
      else if (!isTaken && record.rev === hidden(question, "rev").value && takeUp(question, key, record)) isTaken = true;
      else showBeside(question, key, record);
    }
  };
  const openAll = () => {
    for (const question of states.keys()) open(question);
    for (const path of new Set([...document.forms].map(pathIn).filter(Boolean))) sendElsewhere(path);
  };
  // What was kept of questions that stand on other pages goes to the server from here. It carries no
  // name of a page, so that it can take the place of nothing that was written since.
  const sendElsewhere = async (path) => {
    const here = new Set([...states.keys()].map(codeOf));
    for (const [key, record] of store.under(`${PREFIX}${path}|`)) {
      const code = key.slice(PREFIX.length + path.length + 1).split("|")[0];
      if (here.has(code)) continue;
      const body = new URLSearchParams({ only: code, [`${code}.rev`]: record.rev, [`${code}.shown`]: record.shown });
      for (const [name, strings] of Object.entries(record.values)) for (const one of strings) body.append(name, one);
      const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
      try {
        const answer = await fetch(path, { method: "POST", body, headers });
        const said = new DOMParser().parseFromString(await answer.text(), "text/html");
        const stands = said.querySelector(`[name="${code}.rev"]`)?.dataset.stands;
        if (answer.ok && ["saved", "unread"].includes(stands)) store.drop(key, record);
      } catch { return; /* still kept; the next page tries again */ }
    }
  };
  // Sending the whole form: once, and after the saves under way, so that none is cut off.
  let isSending = false;
  const pathIn = (form) => form.dataset.keeps ?? form.querySelector(".question[hx-post]")?.getAttribute("hx-post");
  const saveAll = () => new Promise((resolve) => {
    const waiting = [...states.keys()].filter((question) => states.get(question).dirty);
    for (const question of waiting) {
      const state = states.get(question);
      Object.assign(state, { failed: false, refused: "" });
      if (!state.sent || !same(state.was, standing(question))) save(question);
    }
    settled = () => {
      const isDone = ({ dirty, sent, failed, refused }) => !sent && (!dirty || failed || refused);
      if (waiting.every((question) => isDone(states.get(question)))) resolve();
    };
    setTimeout(resolve, BEFORE_SENDING);
    settled();
  });
  const release = () => { isSending = false; };
  const sendAfterSaving = async (form, pressed) => {
    await saveAll();
    const stuck = [...states].find(([question, state]) =>
      state.refused === "elsewhere" || (state.failed && !navigator.onLine));
    if (stuck) { // its sentence says what to do; nothing is sent over somebody else’s answer
      release();
      stuck[0].scrollIntoView({ block: "center" });
      return;
    }
    form.dataset.saved = "";
    form.requestSubmit(pressed);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!pathIn(form)) return;
    const isSaved = "saved" in form.dataset;
    delete form.dataset.saved;
    if (isSending && !isSaved) { event.preventDefault(); return; }
    isSending = true;
    if (isSaved || ![...states.values()].some((state) => state.dirty)) { setTimeout(release, AFTER_SENDING); return; }
    event.preventDefault();
    keepAll();
    sendAfterSaving(form, event.submitter);
  });
  // A page that comes back as it was left can be used again; what was under way then is asked about again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    release();
    states.forEach((state, question) => { if (state.dirty && !state.refused && !state.sent) save(question); });
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const question of document.querySelectorAll(".question[hx-post]")) states.set(question, {});
    if (!store.works()) window.addEventListener("beforeunload", warn);
    // Browsers put old words back some time before this event.
    if (isReturn) window.addEventListener("pageshow", openAll, { once: true });
    else openAll();
  });
}
