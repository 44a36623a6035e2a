/* Muster in the browser: keys, lists, toasts, times, look. Every page works without this file.
 *
 * What a page offers stands in its HTML and nowhere else:
 *   data-key="e" on a link, button or field   that key follows, presses or focuses it; "g c" is two keys in a row
 *   data-key-label="Edit"                     what the list of keys calls it (else its own words)
 *   data-list with data-item links inside     j and k (or arrows) move, Enter opens
 *   data-pane="#pane" on a data-list          moving also loads the item into that pane through htmx
 *   data-pane-href on a data-item             the address of the pane, where that is not the item's own (Enter opens that)
 *   data-address                              the address of this very view; put into the address bar
 *   data-toast="30" on a message              it goes away after so many seconds
 */
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  /* htmx parses fragments this server rendered and escaped; scripts and script addresses stay refused. */
  if (window.trustedTypes) window.trustedTypes.createPolicy("default", { createHTML: (text) => text });

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const icon = (name) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", `${root.dataset.icons}#${name}`);
    svg.append(use);
    return svg;
  };
  const shown = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;

  /* ---- look: theme, density, single keys; kept in cookies so that the server paints the first frame right */
  const LOOKS = { theme: ["system", "light", "dark"], density: ["comfortable", "compact"], keys: ["on", "off"] };
  const look = (name) => root.dataset[name] || LOOKS[name][0];
  const setLook = (name, value) => {
    root.dataset[name] = value;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `muster_${name}=${value}; Path=/; Max-Age=31536000; SameSite=Strict${secure}`;
  };
  const SAID = { system: "Theme follows the system", light: "Light theme", dark: "Dark theme", comfortable: "Comfortable rows", compact: "Compact rows" };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-look]");
    if (!form) return;
    event.preventDefault();
    const name = form.dataset.look;
    const next = LOOKS[name][(LOOKS[name].indexOf(look(name)) + 1) % LOOKS[name].length];
    setLook(name, next);
    say(SAID[next] || `Single keys ${next}`);
  });

  /* ---- live region and toasts */
  const say = (words) => {
    const region = one("#live");
    if (region) region.textContent = words;
  };
  const arm = (toast) => {
    let left = Number(toast.dataset.toast || 10) * 1000;
    let started = Date.now();
    let timer = setTimeout(() => toast.remove(), left);
    const hold = () => { clearTimeout(timer); left -= Date.now() - started; };
    const go = () => { started = Date.now(); timer = setTimeout(() => toast.remove(), Math.max(left, 2000)); };
    for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, hold);
    for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, go);
  };
  /** Show a message for 10 s; ``undo`` is the address that takes it back (POST). */
  const toast = ({ message, undo = "", seconds = 10 }) => {
    const box = make("div", { class: "toast", "data-toast": String(seconds) }, make("span", { class: "grow" }, message));
    if (undo && undo.startsWith("/") && !undo.startsWith("//")) {
      const form = make("form", { method: "post", action: undo });
      const token = make("input", { type: "hidden", name: "csrf_token" });
      token.value = root.dataset.csrf;
      form.append(token, make("button", { class: "btn btn--sm btn--undo", "data-key": "u", "data-key-label": "Undo" }, "Undo"));
      box.append(form);
    }
    box.append(make("button", { class: "btn btn--sm btn--icon", type: "button", "data-close": "", "aria-label": "Close" }, icon("close")));
    one("#toasts").append(box);
    arm(box);
    say(message);
  };
  document.addEventListener("muster:toast", (event) => toast(event.detail));
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) (close.closest("dialog, .toast") || close).matches("dialog, dialog *") ? close.closest("dialog").close() : close.closest(".toast").remove();
  });

  /* ---- relative times; the exact one is in the title */
  const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const relative = new Intl.RelativeTimeFormat(root.lang || "en", { numeric: "auto" });
  const times = (within = document) => {
    for (const element of all("time[data-ago]", within)) {
      const seconds = (Date.parse(element.dateTime) - Date.now()) / 1000;
      const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
      element.textContent = unit ? relative.format(Math.trunc(seconds / unit[1]), unit[0]) : "just now";
    }
  };
  setInterval(times, 60000);

  /* ---- lists: move, open, and load the pane beside */
  const lists = () => all("[data-list]").filter(shown);
  const items = (list) => all("[data-item]", list).filter(shown);
  let loading = 0;
  const choose = (list, item, wait = 90) => {
    for (const other of all("[data-item][aria-current]", list)) other.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    const pane = list.dataset.pane && one(list.dataset.pane);
    if (!pane || !window.htmx) return;
    clearTimeout(loading);
    loading = setTimeout(() => {
      const address = item.dataset.paneHref || item.href;
      history.replaceState(history.state, "", address);
      pane.closest(".split")?.setAttribute("data-open", "");
      window.htmx.ajax("GET", address, { target: pane, swap: "innerHTML show:none", source: item })
        .then(() => { pane.scrollTop = 0; });
    }, wait);
  };
  const move = (step) => {
    const list = document.activeElement?.closest("[data-list]") || lists()[0];
    if (!list) return false;
    const entries = items(list);
    if (!entries.length) return false;
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const current = at >= 0 ? at : entries.findIndex((entry) => entry.getAttribute("aria-current") === "true");
    choose(list, entries[Math.min(Math.max(current + step, 0), entries.length - 1)]);
    return true;
  };
  document.addEventListener("click", (event) => {
    const item = event.target.closest("[data-list][data-pane] [data-item]");
    if (!item || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!window.htmx || window.matchMedia("(max-width: 899px)").matches) return;
    if (item.dataset.paneHref && event.detail === 0) return; // Enter opens the page itself
    event.preventDefault();
    choose(item.closest("[data-list]"), item, 0);
  });

  /* ---- keys */
  const typing = (element) => element instanceof Element && element.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable='']") !== null;
  const labelOf = (element) => element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
  const act = (element) => {
    if (element.matches("input, textarea, select")) { element.focus(); element.select?.(); } else element.click();
  };
  const bound = () => all("[data-key]").filter((element) => shown(element) && !element.disabled);
  const showKeys = () => {
    const dialog = one("#keys");
    if (!dialog || dialog.open) return;
    const found = new Map(bound().map((element) => [element.dataset.key, labelOf(element)]));
    if (lists().length) { found.set("j", "Next in the list"); found.set("k", "Previous in the list"); found.set("Enter", "Open"); }
    found.set("?", "Show these keys");
    found.set("Esc", "Close, or leave the field");
    const rows = [...found].map(([keys, label]) => make("li", {}, make("span", {}, label),
      make("span", { class: "nowrap" }, ...keys.split(" ").flatMap((key) => [make("kbd", { class: "key" }, key), " "]))));
    one(".keys", dialog).replaceChildren(...rows);
    dialog.showModal();
  };
  let first = "";
  let firstAt = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const menu = one(".menu[open]");
      if (menu) { menu.removeAttribute("open"); one("summary", menu).focus(); } else if (typing(event.target)) event.target.blur();
      return;
    }
    if (typing(event.target) || one("dialog[open]")) return;
    const inList = event.target.closest?.("[data-list]");
    if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      if (move(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      return;
    }
    if (look("keys") === "off" || event.key.length !== 1 || event.key === " ") return;
    const sequence = first && Date.now() - firstAt < 1500 ? `${first} ${event.key}` : event.key;
    first = "";
    if (sequence === "j" || sequence === "k") { if (move(sequence === "j" ? 1 : -1)) event.preventDefault(); return; }
    if (sequence === "?") { event.preventDefault(); showKeys(); return; }
    const keys = bound();
    const target = keys.find((element) => element.dataset.key === sequence);
    if (target) { event.preventDefault(); act(target); return; }
    if (keys.some((element) => element.dataset.key.startsWith(`${event.key} `))) { first = event.key; firstAt = Date.now(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]")) { event.preventDefault(); showKeys(); }
    for (const menu of all(".menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-switch]")) setLook("keys", event.target.checked ? "on" : "off");
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  /* ---- copy and print */
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const source = one(copy.dataset.copy);
      source.select();
      try { await navigator.clipboard.writeText(source.value); say("Copied"); copy.lastChild.textContent = "Copied"; } catch { say("Press Ctrl+C to copy"); }
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  /* ---- htmx: progress, errors and new fragments */
  document.addEventListener("htmx:beforeRequest", () => one("#busy")?.classList.add("htmx-request"));
  document.addEventListener("htmx:afterRequest", () => one("#busy")?.classList.remove("htmx-request"));
  document.addEventListener("htmx:afterSwap", (event) => times(event.target));
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 401) { location.reload(); return; }
    const told = answer.getResponseHeader("X-Muster-Error");
    toast({ message: told ? decodeURIComponent(told) : "That did not work. The log has the details.", seconds: 30 });
  });
  document.addEventListener("htmx:sendError", () => toast({ message: "Muster does not answer. Is it still running?", seconds: 30 }));

  const address = one("[data-address]"); // what the server knows about this view since it was asked for
  if (address) history.replaceState(history.state, "", address.dataset.address + location.hash);
  times();
  all(".toast[data-toast]").forEach(arm);
  const wrong = one(".field--error .input");
  if (wrong) wrong.focus();
  window.muster = Object.freeze({ toast, say, make, icon });
})();
