/* Files and folders, dropped or chosen, one request a file with its own progress and answer.
 *
 * <form data-upload="/intake/batches" …> holds the fields that describe the batch, file inputs, a .drop and
 * an empty <ul class="files">. Three steps: POST the description → {file_url, finish_url}; POST each file to
 * file_url (fields file, path) → {verdict, word, reason}; POST finish_url → {page}. Without this script the
 * same form posts everything at once.
 */
"use strict";
(() => {
  const AT_ONCE = 3;
  const { make, toast, say } = window.muster;
  const token = document.documentElement.dataset.csrf;

  const send = (url, body, progress) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRF-Token", token);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded, event.total));
    request.addEventListener("load", () => {
      if (request.status < 400) resolve(request.response || {});
      else reject(new Error(request.response?.detail || request.response?.title || `Refused (${request.status})`));
    });
    request.addEventListener("error", () => reject(new Error("Muster does not answer")));
    request.send(body);
  });

  /** Every file under a dropped entry: [file, path] pairs. A folder that cannot be read is named, not skipped. */
  const walk = async (entry, found, unreadable) => {
    try {
      if (entry.isFile) {
        const file = await new Promise((yes, no) => entry.file(yes, no));
        found.push([file, entry.fullPath.replace(/^\//, "")]);
      } else {
        const reader = entry.createReader();
        for (;;) {
          const some = await new Promise((yes, no) => reader.readEntries(yes, no));
          if (!some.length) return;
          for (const inner of some) await walk(inner, found, unreadable);
        }
      }
    } catch {
      unreadable.push(entry.fullPath);
    }
  };

  const upload = async (form, files) => {
    const list = form.querySelector(".files");
    const summary = form.querySelector("[data-upload-summary]");
    list.hidden = false;
    const total = make("progress", { class: "meter", max: String(files.length), value: "0", "aria-label": "All files" });
    const words = make("span", {}, `0 of ${files.length}`);
    summary?.replaceChildren(words, total);
    if (summary) summary.hidden = false;
    let batch;
    try {
      const description = new FormData(form);
      for (const [name, value] of [...description]) if (value instanceof File) description.delete(name);
      description.set("expected", String(files.length));
      description.set("first", files[0][1]);
      batch = await send(form.dataset.upload, description);
    } catch (problem) {
      toast({ message: problem.message, seconds: 30 });
      return;
    }
    let done = 0;
    let failed = 0;
    const waiting = [...files];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [file, path] = next;
        const meter = make("progress", { class: "meter", max: "100", value: "0", "aria-label": path });
        const state = make("span", { class: "num" }, "waiting");
        const line = make("li", {}, make("bdi", { class: "clip", title: path }, path), meter, state);
        list.prepend(line);
        const body = new FormData();
        body.set("path", path);
        if (file.size > Number(form.dataset.largest || Infinity)) body.set("size", String(file.size)); // its verdict needs no bytes
        else body.set("file", file, file.name);
        try {
          const answer = await send(batch.file_url, body, (sent, size) => {
            meter.value = size ? (100 * sent) / size : 0;
            state.textContent = sent < size ? `${Math.round((100 * sent) / size)} %` : "checking";
          });
          meter.value = 100;
          state.textContent = answer.word || "received";
          if (answer.reason) { line.title = answer.reason; state.className = "field__error"; }
        } catch (problem) {
          failed += 1;
          meter.remove();
          state.textContent = problem.message;
          state.className = "field__error";
        }
        done += 1;
        total.value = done;
        words.textContent = `${done} of ${files.length}${failed ? `, ${failed} not received` : ""}`;
        while (list.childElementCount > 200) list.lastElementChild.remove();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    say(`${done - failed} of ${files.length} files received`);
    try {
      const end = await send(batch.finish_url, new FormData());
      if (end.page && !failed) location.assign(end.page);
      else if (end.page) summary?.append(make("a", { href: end.page, class: "btn btn--sm" }, "Open the batch"));
    } catch (problem) {
      toast({ message: problem.message, seconds: 30 });
    }
  };

  for (const form of document.querySelectorAll("form[data-upload]")) {
    const drop = form.querySelector(".drop");
    for (const part of form.querySelectorAll("[data-scripted]")) part.hidden = false;
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => {
        const files = [...input.files].map((file) => [file, file.webkitRelativePath || file.name]);
        input.value = "";
        if (files.length) upload(form, files);
      });
    }
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
    }
    drop.addEventListener("dragleave", (event) => { if (!drop.contains(event.relatedTarget)) drop.classList.remove("is-over"); });
    drop.addEventListener("drop", async (event) => {
      event.preventDefault();
      drop.classList.remove("is-over");
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const found = [];
      const unreadable = [];
      for (const entry of entries) await walk(entry, found, unreadable);
      if (unreadable.length) toast({ message: `Not readable here: ${unreadable.slice(0, 3).join(", ")}`, seconds: 30 });
      if (found.length) upload(form, found);
    });
  }
})();
