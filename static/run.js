// The clock of the run screen. How much time is left comes from the server; between its answers the page
// counts on by the time that passes, never by what the device takes for the hour.
{
  const EVERY = 10_000; // ask so often
  const PATIENCE = 8_000; // how long one answer may take
  const SLEPT = 3_000; // a gap between two ticks that only a sleep explains
  const SETTLED = 900; // a second press of a double press comes sooner

  const now = () => document.getElementById("now");
  const tokens = () => JSON.parse(document.body.getAttribute("hx-headers"));
  let left = null, since = 0, words = null; // milliseconds left, as told at `since`
  let told = "", asked = 0, ticked = 0, isAsking = false, isPressing = false, pressed = -SETTLED;

  const read = (moment) => {
    const { left: ms, words: json } = now().dataset;
    left = ms === undefined ? null : Number(ms);
    words = json ? JSON.parse(json) : null;
    since = moment;
    show();
  };

  const lightOf = (ms) => {
    if (!words.has_time) return "green";
    if (ms <= 0) return "red";
    return ms <= words.amber_from * 1000 ? "amber" : "green";
  };
  const write = (place, text) => {
    const element = now().querySelector(place);
    if (element && element.textContent !== text) element.textContent = text;
  };
  const show = () => {
    if (left === null) return;
    const ms = left - (performance.now() - since);
    const seconds = Math.abs(Math.ceil(ms / 1000)), light = lightOf(ms);
    write("[data-face]", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    write("[data-said]", light === "amber" ? words.amber[Math.floor(ms / 60_000)] : words[light]);
    write("[data-beside]", light === "red" ? words.over : words.of);
    now().dataset.light = light;
    // Aloud only when the light changes: not each second, and not as the page opens.
    const heading = now().querySelector("h1").textContent;
    if (told && told !== light + heading) {
      document.querySelector("[data-light-said]").textContent = `${heading.trim()} ${now().querySelector("[data-said]")?.textContent ?? ""}`;
    }
    told = light + heading;
  };

  const lost = document.querySelector("[data-run-lost]");
  const say = (sentence) => {
    const said = sentence ?? "";
    if (lost.textContent !== said) lost.textContent = said;
    lost.hidden = !said;
  };
  const sayLost = () => say(lost.dataset.runLost.replace("%time", now().dataset.at));

  // What the server answered takes the place of what is there. Where nothing changed but the time, only
  // that is taken over: whoever has a button in hand keeps it.
  const take = (page, moment, isAnswerToPress) => {
    const fresh = page.getElementById("now");
    if (!fresh) return false;
    const old = now(), focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    if (!isAnswerToPress && fresh.dataset.version === old.dataset.version) {
      for (const name of ["left", "at", "words"]) {
        if (name in fresh.dataset) old.dataset[name] = fresh.dataset[name];
      }
      write("[data-drift]", fresh.querySelector("[data-drift]")?.textContent ?? "");
    } else {
      old.replaceWith(fresh);
      const order = page.getElementById("running-order");
      if (order) document.getElementById("running-order")?.replaceWith(order);
      if (focused) (document.getElementById(focused) ?? heading()).focus();
    }
    read(moment);
    return true;
  };
  const heading = () => {
    const title = now().querySelector("h1");
    title.tabIndex = -1;
    return title;
  };

  // The page that was answered; null if nothing came, or something else than what was asked.
  const fetched = async (address, options = {}) => {
    const headers = { ...tokens(), "HX-Request": "true", "HX-Current-URL": window.location.href };
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(address, { ...options, headers, signal, cache: "no-store" });
    if (answer.headers.has("HX-Redirect") || answer.status === 403) return "out";
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };

  const ask = async () => {
    if (isAsking || isPressing) return;
    isAsking = true;
    asked = performance.now();
    const presses = pressed;
    let page = null;
    try {
      page = await fetched(now().dataset.run);
    } catch { /* said below */ }
    isAsking = false;
    if (isPressing || pressed !== presses) return; // a press was answered meanwhile: that is newer
    if (page === "out") say(lost.dataset.runOut);
    else if (page && take(page, performance.now())) say("");
    else sayLost();
  };

  const press = async (event) => {
    const form = event.target.closest("[data-step]");
    if (!form) return;
    event.preventDefault();
    if (isPressing || performance.now() - pressed < SETTLED) return;
    isPressing = true;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    let page = null;
    try {
      page = await fetched(form.action, { method: "POST", body });
    } catch { /* said below */ }
    isPressing = false;
    pressed = performance.now();
    if (page === "out") say(lost.dataset.runOut);
    else if (page && take(page, performance.now(), true)) say("");
    else say(lost.dataset.runFailed);
  };

  const tick = () => {
    const moment = performance.now(), slept = ticked && moment - ticked > SLEPT;
    ticked = moment;
    show();
    if (slept || moment - asked > EVERY) ask();
  };

  if (now()) {
    // The seconds were counted as the page was answered, not as it came to be shown.
    read(performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
    asked = performance.now();
    setInterval(tick, 250);
    document.addEventListener("submit", press);
    window.addEventListener("online", ask);
    window.addEventListener("pageshow", (event) => event.persisted && ask());
    document.addEventListener("visibilitychange", () => document.hidden || ask());
  }
}
