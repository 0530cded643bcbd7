// Comforts that the pages do without: suggestions while typing (WAI-ARIA combobox), a button that copies the citation.
"use strict";

function combobox(input) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let options = [], active = -1, asked = 0, timer = 0;
  list.id = "options";
  list.className = "options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  status.className = "vh";
  status.setAttribute("role", "status");
  input.form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": "options", "aria-expanded": "false",
  })) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    options = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const GROUPS = { code: "code", district: "place", ward: "place", province: "place", article: "article" };

  function optionOf(phrase, i, typed) {
    const option = document.createElement("li"), text = document.createElement("span"), count = document.createElement("span");
    option.id = "option-" + i;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.text = phrase.text;
    if (plain(phrase.text).startsWith(typed)) {
      const rest = document.createElement("b");
      rest.textContent = phrase.text.slice(typed.length);
      text.append(phrase.text.slice(0, typed.length), rest);
    } else text.textContent = phrase.text;
    count.className = "n";
    count.textContent = phrase.count ?? "";
    option.append(text, " ", count);
    option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
    return option;
  }

  function show(phrases) {
    close();
    const typed = plain(input.value.trim()), rows = [];
    let group = "";
    options = [];
    const named = (phrase) => GROUPS[phrase.kind] || "phrase";
    const order = [...new Set(phrases.map(named))];
    for (const phrase of [...phrases].sort((a, b) => order.indexOf(named(a)) - order.indexOf(named(b)))) {
      if (named(phrase) !== group) {
        group = named(phrase);
        const head = document.createElement("li");
        head.className = "group";
        head.setAttribute("role", "presentation");
        head.textContent = input.dataset[group];
        rows.push(head);
      }
      options.push(optionOf(phrase, options.length, typed));
      rows.push(options.at(-1));
    }
    list.replaceChildren(...rows);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = options.length ? input.dataset.count.replace("{n}", options.length) : "";
  }

  function choose(option) {
    input.value = option.dataset.text;
    close();
    input.form.requestSubmit();
  }

  function move(step) {
    if (active >= 0) options[active].setAttribute("aria-selected", "false");
    const places = options.length + 1;
    active = (active + 1 + step + places) % places - 1;
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    options[active].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  // Few questions: none while typing goes on, none twice, none beyond a beginning that had no answer.
  const known = new Map();
  let empty = null, going = null, quiet = 0;

  async function answerTo(text) {
    if (known.has(text)) return known.get(text);
    if (Date.now() < quiet || (empty !== null && text.startsWith(empty))) return [];
    going = new AbortController();
    const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: going.signal });
    if (answer.status === 429) quiet = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 10);
    if (!answer.ok) return [];
    const found = await answer.json();
    known.set(text, found.suggestions);
    if (!found.suggestions.length && found.complete !== false) empty = text;
    return found.suggestions;
  }

  async function ask() {
    const text = input.value.trim(), turn = ++asked;
    if (going) going.abort();
    if (text.length < 2) return close();
    const phrases = await answerTo(text).catch(() => null);
    if (phrases && turn === asked && document.activeElement === input) show(phrases);
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  input.addEventListener("blur", () => { asked++; close(); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

function copyButton(citation) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = citation.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(citation.textContent);
    button.textContent = citation.dataset.done;
  });
  citation.after(button);
}

const box = document.querySelector("input[data-suggest]");
if (box) combobox(box);
const citation = document.querySelector("[data-copy]");
if (citation && navigator.clipboard) copyButton(citation);
