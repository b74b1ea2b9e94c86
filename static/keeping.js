// What somebody wrote and the server has not acknowledged, as this browser keeps it; and what stands in
// the controls of a question, to be kept and put back.
const keeping = (() => {
  const PREFIX = "tightrope:kept:";
  const LONGEST_KEPT = 14 * 24 * 60 * 60 * 1000;

  // Storage may be missing, full or forbidden. Then nothing is kept, and all else goes on.
  const store = {
    put(key, record) {
      try { localStorage.setItem(key, JSON.stringify(record)); return true; } catch { return false; }
    },
    works() {
      const could = this.put(PREFIX, {});
      this.drop(PREFIX);
      return could;
    },
    // Another page on this device may have written on since: only what is known to be saved goes.
    drop(key, record) {
      try {
        if (!record || localStorage.getItem(key) === JSON.stringify(record)) localStorage.removeItem(key);
      } catch { /* there is none */ }
    },
    // [[key, record]] of whatever begins so, newest first. What is too old or cannot be read goes.
    under(start) {
      const found = [];
      try {
        for (const key of Object.keys(localStorage).filter((one) => one.startsWith(start))) {
          const record = readRecord(localStorage.getItem(key));
          if (record && Date.now() - record.at < LONGEST_KEPT) found.push([key, record]);
          else localStorage.removeItem(key);
        }
      } catch { return []; }
      return found.sort(([, one], [, other]) => other.at - one.at);
    },
  };
  const readRecord = (text) => { try { return JSON.parse(text); } catch { return null; } };

  // What stands in a question: the names of its controls, and their strings.
  const controlsOf = (question) => [...question.querySelectorAll("input:not([type=hidden]), textarea")];
  const isTick = (control) => ["radio", "checkbox"].includes(control.type);
  const servedValue = (control) => {
    if (control.localName !== "input") return control.defaultValue;
    const copy = document.createElement("input"); // dates and times read a value in their own way
    copy.type = control.type;
    copy.value = control.defaultValue;
    return copy.value;
  };
  const standing = (question, { asServed = false } = {}) => {
    const values = {};
    for (const control of controlsOf(question)) {
      const strings = (values[control.name] ??= []);
      if (isTick(control)) {
        if (asServed ? control.defaultChecked : control.checked) strings.push(control.value);
      } else strings.push(asServed ? servedValue(control) : control.value);
    }
    return values;
  };
  const bare = (values) => JSON.stringify(
    Object.entries(values)
      .map(([name, strings]) => [name, strings.map((one) => one.trim()).filter(Boolean)])
      .filter(([, strings]) => strings.length)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const same = (one, other) => bare(one) === bare(other);
  const fill = (question, values) => {
    const left = structuredClone(values);
    for (const control of controlsOf(question)) {
      const strings = left[control.name] ?? [];
      if (isTick(control)) control.checked = strings.includes(control.value);
      else control.value = strings.shift() ?? "";
    }
    for (const aside of question.querySelectorAll("details.aside")) {
      if (controlsOf(aside).some((control) => control.value)) aside.open = true;
    }
    watch(); // questions that depend on this one
  };
  // The same as a person reads it, for when it can only be copied.
  const inWords = (question) => controlsOf(question)
    .filter((control) => control.value.trim() && (!isTick(control) || control.checked))
    .map((control) => {
      const row = control.closest(".grid-row, .figure-row")?.querySelector("legend, label")?.textContent.trim();
      const said = isTick(control) ? control.closest("label").textContent.trim() : control.value;
      return row ? `${row}: ${said}` : said;
    })
    .join("\n");

  // Closed meanwhile: there is no box to put it in, but it can be copied.
  const showKept = (place) => {
    const list = place.querySelector("dl"), onPage = [...document.querySelectorAll("dd")].map(squeezed);
    for (const [, record] of store.under(`${PREFIX}${place.dataset.keptFor}|`)) {
      const asked = document.createElement("dt"), said = document.createElement("dd");
      asked.textContent = record.asks;
      said.textContent = record.words;
      said.className = "wrap-anywhere lines mb-3";
      if (!record.words || onPage.includes(squeezed(said))) continue;
      list.append(asked, said);
      place.hidden = false;
    }
  };
  const squeezed = (element) => element.textContent.replace(/\s+/g, " ").trim();
  document.addEventListener("DOMContentLoaded", () => {
    store.under(PREFIX); // what is too old goes
    for (const place of document.querySelectorAll("[data-kept-for]")) showKept(place);
  });

  return { PREFIX, store, controlsOf, standing, same, fill, inWords };
})();
