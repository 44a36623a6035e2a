/* Documents: a fact that is chosen is lit up in the text and on the page image, and scrolled to in both.
 *
 * data-f="<id>" are places of a fact; a[data-light="<id>"] chooses it; #f-<id> and ?fact=<id> in the address do too.
 * Without this file the server lights up what ?fact= names, and :target what #f-<id> names.
 */
"use strict";
(() => {
  const places = (id) => [...document.querySelectorAll(`[data-f="${CSS.escape(id)}"]`)];

  const show = (elements) => {
    const sides = new Set();
    for (const element of elements) {
      const side = element.closest("[data-side]");
      if (sides.has(side)) continue;
      sides.add(side);
      element.scrollIntoView({ block: "center", inline: "nearest" });
    }
  };
  const light = (id) => {
    const found = places(id);
    if (!found.length) return false;
    for (const lit of document.querySelectorAll("[data-f].is-lit, [data-light][aria-current]")) {
      lit.classList.remove("is-lit");
      lit.removeAttribute("aria-current");
    }
    for (const element of found) element.classList.add("is-lit");
    for (const link of document.querySelectorAll(`[data-light="${CSS.escape(id)}"]`)) link.setAttribute("aria-current", "true");
    for (const other of document.querySelectorAll("[data-reader] .switch a")) { // another view shows the same place
      const address = new URL(other.href);
      address.searchParams.set("fact", id);
      other.href = address.pathname + address.search;
    }
    show(found);
    return true;
  };
  const fromAddress = () => {
    const id = location.hash.startsWith("#f-") ? location.hash.slice(3) : new URLSearchParams(location.search).get("fact");
    if (id && light(id)) return;
    const quote = document.querySelectorAll("[data-side] .box--quote.is-lit, [data-side] .hl.is-lit");
    if (quote.length) show(quote);
  };

  /* in the pane of a list, links to another state of that list load the pane alone */
  const go = (address) => {
    const pane = document.querySelector("#pane");
    history.replaceState(history.state, "", address);
    window.htmx.ajax("GET", address.split("#")[0], { target: pane, swap: "innerHTML show:none" }).then(() => {
      if (!address.includes("#")) pane.scrollTop = 0;
      pane.querySelector("[autofocus]")?.focus();
    });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".pane a[href]:not([download])");
    if (!link || event.defaultPrevented || !window.htmx || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.pathname !== location.pathname || !address.searchParams.has("open")) return;
    event.preventDefault();
    go(address.pathname + address.search + address.hash);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "editing" || !event.target.closest(".pane") || !window.htmx) return;
    event.preventDefault();
    const address = new URL(event.target.action);
    address.search = new URLSearchParams(new FormData(event.target, event.submitter));
    address.hash = `k-${event.submitter.value}`;
    go(address.pathname + address.search + address.hash);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-light]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (!light(link.dataset.light)) return;
    event.preventDefault();
    history.replaceState(history.state, "", link.href);
  });
  window.addEventListener("hashchange", fromAddress);
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "pane") fromAddress(); });
  window.addEventListener("load", fromAddress);
})();
