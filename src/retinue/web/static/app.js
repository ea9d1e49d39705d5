// Comfort only: every page works without it. Keys to move through lists, copying an address, opening all evidence,
// looking inside a long list of filters, and showing which margin note belongs to which words.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const first = (selector) => document.querySelector(selector);

  // ------------------------------------------------------------------------------------- notes
  const say = (words) => {
    const note = document.createElement("p");
    note.className = "said-note";
    note.setAttribute("role", "status");
    note.textContent = words;
    document.body.append(note);
    setTimeout(() => note.remove(), 1800);
  };
  const copyAddress = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Address copied");
    } catch {
      say("The browser did not allow copying; the address is above");
    }
  };
  for (const button of all("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", copyAddress);
  }

  // While a run is at work its page looks again by itself, unless somebody is reading elsewhere.
  for (const link of all("[data-reload]")) {
    link.nextElementSibling.hidden = false;
    setInterval(() => { if (!document.hidden) location.reload(); }, 1000 * Number(link.dataset.reload));
  }

  first(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

  // ------------------------------------------------------------------------------ all evidence
  const folds = all("[data-fold]");
  const unfold = first("[data-unfold]");
  const toggleFolds = () => {
    const open = !folds.every((fold) => fold.open);
    for (const fold of folds) fold.open = open;
    if (unfold) unfold.textContent = open ? "Close all evidence" : "Open all evidence";
  };
  if (unfold) {
    unfold.hidden = folds.length === 0;
    unfold.addEventListener("click", toggleFolds);
  }
  // A wide screen has room for the filters; a phone opens them on demand.
  const filters = first(".facets-all");
  if (filters) {
    const wide = matchMedia("(min-width: 861px)");
    const fit = () => { filters.open = wide.matches; };
    fit();
    wide.addEventListener("change", fit);
  }

  // ------------------------------------------------------------------- inside a list of filters
  for (const list of all(".facet ul[data-within]")) {
    const box = document.createElement("input");
    box.type = "search";
    box.className = "within";
    box.placeholder = "Look for …";
    box.setAttribute("aria-label", `Look inside ${list.dataset.within}`);
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    more.textContent = `All ${all("li", list).length}`;
    more.addEventListener("click", () => { list.classList.add("all"); more.remove(); });
    list.after(more);
    box.addEventListener("input", () => {
      const sought = box.value.trim().toLowerCase();
      list.classList.add("all");
      more.remove();
      for (const item of all("li", list)) item.hidden = !item.textContent.toLowerCase().includes(sought);
    });
    list.before(box);
  }
  for (const select of all("select[data-go]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  // ---------------------------------------------------------------- words and their margin notes
  const light = (names, on) => {
    for (const name of names) {
      for (const one of all(`[data-of~="${CSS.escape(name)}"]`)) one.classList.toggle("lit", on);
      document.getElementById(name)?.classList.toggle("lit", on);
    }
  };
  for (const words of all("[data-of]")) {
    words.addEventListener("mouseenter", () => light(words.dataset.of.split(" "), true));
    words.addEventListener("mouseleave", () => light(words.dataset.of.split(" "), false));
  }
  for (const note of all(".note[id]")) {
    note.addEventListener("mouseenter", () => light([note.id], true));
    note.addEventListener("mouseleave", () => light([note.id], false));
  }

  // -------------------------------------------------------------------------------------- keys
  const rows = all("[data-row]");
  let at = -1;
  const here = () => rows[at]?.closest("[data-item]") ?? rows[at];
  const move = (step) => {
    if (!rows.length) return;
    rows[at]?.classList.remove("here");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("here");
    const link = rows[at].querySelector("a");
    link?.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const go = (address) => () => location.assign(address);
  const follow = (selector) => () => first(selector)?.click();
  const places = { e: "/search", d: "/documents", n: "/entities", r: "/review", s: "/status", m: "/map" };
  const keys = {
    "/": () => first("#find")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    o: () => rows[at]?.querySelector("a")?.click(),
    n: follow("[rel=next]"),
    p: follow("[rel=prev]"),
    c: copyAddress,
    v: toggleFolds,
    "?": () => help(),
  };
  // The keys, over the page one is on: the table of the help page. Without it, the help page itself.
  const help = async () => {
    const there = first(".keys-box");
    if (there) return there.showModal();
    let section = null;
    try {
      const page = await (await fetch("/help")).text();
      section = new DOMParser().parseFromString(page, "text/html").querySelector("[aria-labelledby=keys]");
    } catch {}
    if (!section) return location.assign("/help");
    const box = document.createElement("dialog");
    box.className = "keys-box";
    section.querySelector("h2").id = "keys-title";
    box.setAttribute("aria-labelledby", "keys-title");
    const close = document.createElement("form");
    close.method = "dialog";
    const button = document.createElement("button");
    button.className = "button";
    button.textContent = "Close";
    close.append(button);
    box.append(...section.childNodes, close);
    document.body.append(box);
    box.showModal();
  };
  // A key of the row one is at, else of the page: it presses what a mouse would press.
  const press = (key) => {
    const named = `[data-key="${CSS.escape(key)}"]`;
    const target = here()?.querySelector(named) ?? all(named).find((one) => !one.closest("[data-item]"));
    if (!target) return false;
    const fold = target.closest("details");
    if (target.tagName === "SUMMARY" && !fold.open) fold.scrollIntoView({ block: "nearest" });
    target.click();
    if (target.tagName === "SUMMARY" && fold.open) fold.querySelector("select, input:not([type=hidden]), textarea")?.focus();
    return true;
  };
  // Back from a decision, or at an address within the page: go on from there.
  const target = document.getElementById(location.hash.slice(1));
  if (target?.matches("details")) target.open = true;
  if (target?.matches("[data-item]")) {
    at = rows.findIndex((row) => target.contains(row)) - 1;
    move(1);
  }
  let going = 0;
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
    if (event.key === "Escape" && typing) event.target.blur();
    if (first("dialog[open]")) return;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const after = Date.now() - going < 1200;
    going = 0;
    if (after && places[event.key]) {
      event.preventDefault();
      location.assign(places[event.key]);
    } else if (event.key === "g") {
      going = Date.now();
    } else if (press(event.key)) {
      event.preventDefault();
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
