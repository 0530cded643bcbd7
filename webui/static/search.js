// Comforts that the pages do without: filters and pages without a reload, keys, dialogs, copying.
"use strict";

const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
const main = () => document.getElementById("main");
const address = () => location.pathname + location.search;
let turn = 0, announcer = null, shown = address();

function say(text) {
  if (!announcer) {
    announcer = Object.assign(document.createElement("div"), { className: "vh" });
    announcer.setAttribute("role", "status");
    document.body.append(announcer);
  }
  announcer.textContent = text;
}

// Where focus was, said so that it is found again on the page that comes: by group and text.
function place(element) {
  const group = element.closest("[aria-labelledby], .chips, .pager, .choices, .range");
  const name = group && (group.getAttribute("aria-labelledby") || group.classList[0]);
  return { name, text: (element.name || (element.querySelector(".name") || element).textContent).trim() };
}

function find({ name, text }) {
  if (!name) return null;
  const group = document.querySelector(`[aria-labelledby="${CSS.escape(name)}"]`) || document.querySelector("." + CSS.escape(name));
  const all = group ? [...group.querySelectorAll("a, input, button")] : [];
  return all.find((e) => (e.name || (e.querySelector(".name") || e).textContent).trim() === text) || null;
}

async function go(url, { push = true, from = null } = {}) {
  const mine = ++turn;
  main().setAttribute("aria-busy", "true");
  const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  if (mine !== turn) return;
  const html = answer && (answer.ok || answer.status === 400) ? await answer.text() : "";
  const page = html && new DOMParser().parseFromString(html, "text/html");
  if (mine !== turn) return;
  if (!page || !page.querySelector("main.search")) return void location.assign(url);
  const open = [...document.querySelectorAll(".filters > details")].map((d) => d.open);
  if (push) history.pushState({ live: true }, "", url);
  shown = address();
  document.title = page.title;
  main().replaceWith(page.getElementById("main"));
  const box = page.querySelector(".box"), form = document.querySelector(".box");
  form.querySelectorAll("input[type=hidden]").forEach((e) => e.remove());
  form.append(...box.querySelectorAll("input[type=hidden]"));
  document.querySelectorAll(".filters > details").forEach((d, i) => { d.open = Boolean(open[i]); });
  dress();
  const back = from && find(from);
  if (back) back.focus({ preventScroll: true });
  else if (from && from.name === "pager") document.getElementById("results").focus();
  say(document.querySelector("h1").textContent);
}

const LIVE = ".filters a, .chips a, .pager a, .choices a, .understood a, .wrong a, .empty a";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches("[data-link]") && navigator.clipboard) {
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(() => { link.textContent = link.dataset.done; say(link.dataset.done); });
  } else if (main().matches(".search") && link.matches(".more")) {
    event.preventDefault();
    pick(link);
  } else if (main().matches(".search") && link.matches(LIVE)) {
    const url = new URL(link.getAttribute("href"), location.href);  // links of the chart are SVG's
    if (!url.pathname.endsWith("/search")) return;
    event.preventDefault();
    go(url.href, { from: place(link) });
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".range, .goto, .pick-form") || !document.querySelector("main.search")) return;
  event.preventDefault();
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const dialog = form.closest("dialog");
  if (dialog) dialog.close();
  const from = form.matches(".goto") ? { name: "pager" } : place(form.querySelector("input:not([type=hidden])") || form);
  go(form.getAttribute("action") + "?" + asked, { from });
});

window.addEventListener("popstate", (event) => {
  if (address() === shown) return;  // a place on the same page
  if (document.querySelector("main.search")) go(location.href, { push: false });
  else if (event.state && event.state.live) location.reload();
});

// The list of all values of a facet, as a dialog that narrows while one types.
async function pick(link) {
  const answer = await fetch(link.href).catch(() => null);
  const page = answer && answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page && page.querySelector("form.pick-form");
  if (!form) return void location.assign(link.href);
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-labelledby", "picker-title");
  const title = page.querySelector("h1"), tools = page.querySelector(".pick-tools");
  title.id = "picker-title";
  dialog.append(title, ...(tools ? [tools] : []), form);
  document.body.append(dialog);
  arrange(dialog);
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); dialog.close(); } });
  dialog.addEventListener("close", () => { dialog.remove(); if (link.isConnected) link.focus(); });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); }
  });
  dialog.showModal();
  const box = dialog.querySelector("input[type=search]");
  if (box) box.focus();
}

// Narrowing and ordering of a list of values; also on its page of its own.
function arrange(root) {
  const box = root.querySelector(".pick-tools input[type=search]"), order = root.querySelector(".pick-tools [data-order]");
  if (!box) return;
  const rows = [...root.querySelectorAll(".pick li")];
  const texts = rows.map((row) => bare(row.textContent));
  box.addEventListener("input", () => {
    const wanted = bare(box.value.trim());
    rows.forEach((row, i) => { row.hidden = !texts[i].includes(wanted) && !row.querySelector("input").checked; });
    root.querySelectorAll(".pick").forEach((group) => {
      group.hidden = !group.querySelector("li:not([hidden])");
      const folded = group.querySelector("details");
      if (folded && wanted) folded.open = true;
    });
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  if (!order) return;
  order.hidden = false;
  const byName = new Intl.Collator("vi", { numeric: true }), kept = rows.map((row) => [row, row.parentElement]);
  order.addEventListener("click", () => {
    const named = order.getAttribute("aria-pressed") !== "true";
    order.setAttribute("aria-pressed", String(named));
    const list = named ? [...kept].sort(([a], [b]) => byName.compare(a.textContent, b.textContent)) : kept;
    list.forEach(([row, parent]) => parent.append(row));
  });
}

// The chart: dragging over it, or two handles, choose a span of its months or years.
function chart(figure) {
  const bars = [...figure.querySelectorAll("svg a")], form = document.querySelector(".range");
  if (bars.length < 2 || !form) return;
  const span = figure.querySelector(".span"), [low, high] = span.querySelectorAll("input");
  const edges = bars.map((bar) => {
    const asked = new URL(bar.getAttribute("href"), location.href).searchParams;
    return [asked.get("from"), asked.get("to"), bar.getAttribute("aria-label").split(":")[0]];
  });
  const shade = () => bars.forEach((bar, i) => bar.classList.toggle("on", i >= Math.min(low.value, high.value) && i <= Math.max(low.value, high.value)));
  const take = (from) => {
    const first = Math.min(low.value, high.value), last = Math.max(low.value, high.value);
    form.elements.from.value = edges[first][0];
    form.elements.to.value = edges[last][1];
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    go(form.getAttribute("action") + "?" + asked, { from });
  };
  const chosen = bars.map((bar, i) => (bar.classList.contains("on") ? i : -1)).filter((i) => i >= 0);
  for (const handle of [low, high]) {
    handle.max = bars.length - 1;
    handle.value = handle === low ? (chosen.length ? chosen[0] : 0) : (chosen.length ? chosen.at(-1) : bars.length - 1);
    const tell = () => handle.setAttribute("aria-valuetext", edges[handle.value][2]);
    tell();
    handle.addEventListener("input", () => { tell(); shade(); });
    handle.addEventListener("change", () => take({ name: "f-date", text: handle.name }));
  }
  span.hidden = false;
  const svg = figure.querySelector("svg");
  const at = (event) => Math.max(0, Math.min(bars.length - 1, Math.floor((event.clientX - svg.getBoundingClientRect().left) / svg.getBoundingClientRect().width * bars.length)));
  let begun = -1, moved = false;
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => { if (event.button === 0) { begun = at(event); moved = false; } });
  window.addEventListener("pointermove", (event) => {
    if (begun < 0 || at(event) === begun && !moved) return;
    moved = true;
    low.value = begun;
    high.value = at(event);
    shade();
  });
  window.addEventListener("pointerup", () => {
    if (begun >= 0 && moved && svg.isConnected) take({ name: "f-date", text: "first" });
    begun = -1;
  });
  svg.addEventListener("click", (event) => { if (moved) { event.preventDefault(); event.stopPropagation(); moved = false; } }, true);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input, textarea, select, [contenteditable]")) return;
  const links = [...document.querySelectorAll(".items h2 a")];
  const here = links.indexOf(document.activeElement);
  const to = { j: links[here + 1], k: links[Math.max(0, here - 1)], "/": document.getElementById("q"),
    f: document.querySelector(".filters summary, .filters a"), "?": document.querySelector("nav a[href*=tro-giup]") }[event.key];
  if (!to) return;
  event.preventDefault();
  if (event.key === "f" && !to.checkVisibility()) return void document.querySelector(".filters a, .filters input:not([type=hidden])").focus();
  to.focus();
  if (event.key === "/") to.select();
  if (event.key === "?") to.click();
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  if (event.target.closest("[data-shut]")) {
    document.querySelector(".filters > details").open = false;
    document.getElementById("results").focus();
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// Stepping through the places where the search matches in an article.
document.querySelectorAll("[data-step]").forEach((button) => {
  const all = [...document.querySelectorAll(".body mark[id]")];
  button.hidden = all.length < 2;
  button.addEventListener("click", () => {
    const here = all.findIndex((mark) => mark === document.querySelector(".body mark:target"));
    const step = Number(button.dataset.step), next = here < 0 && step < 0 ? all.length - 1 : (here + step + all.length) % all.length;
    location.replace("#" + all[next].id);
    say(button.parentElement.firstElementChild.textContent + ": " + (next + 1));
  });
});

function dress() {
  document.querySelectorAll(".chart").forEach(chart);
  document.querySelectorAll("[data-shut]").forEach((button) => { button.hidden = false; });
  arrange(document.getElementById("main"));
}
dress();
