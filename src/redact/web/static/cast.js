/* Narrows the cast and the register while somebody types, and takes the text view to the line of an error.
   Without this script the same box asks the program for those who fit. */
"use strict";

(() => {
  const plain = (words) => words.normalize("NFKD").replace(/[̀-ͯ]/g, "").replace(/ł/gi, "l").toLowerCase();
  const find = document.getElementById("find");
  const group = document.getElementById("group");
  const listed = [...document.querySelectorAll("[data-find]")];
  const headings = [...document.querySelectorAll("h2.group")];
  const sought = new Map(listed.map((each) => [each, plain(each.dataset.find)]));

  function narrow() {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const each of listed) {
      const fits = words.every((word) => sought.get(each).includes(word)) && (!group || !group.value || each.dataset.group === group.value);
      each.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const heading of headings) heading.hidden = !listed.some((each) => !each.hidden && each.dataset.group === heading.dataset.group);
    const found = document.getElementById("found");
    if (found) found.textContent = words.length || (group && group.value) ? `${shown} shown` : "";
  }

  if (find) {
    const box = find.closest("[hidden]");
    if (box) box.hidden = false;
    find.addEventListener("input", narrow);
    find.addEventListener("keydown", (event) => { if (event.key === "Enter" && find.form && find.form.id === "register") event.preventDefault(); });
    if (group) group.addEventListener("change", narrow);
    if (group && (find.value || group.value)) narrow();
  }

  const fresh = document.querySelector("[autofocus]");
  if (fresh) { fresh.focus(); fresh.scrollIntoView({ block: "center" }); }

  const text = document.getElementById("text");
  const line = text ? Number(text.dataset.line) : 0;
  if (line) {
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1] || "").length);
    text.scrollTop = (line - 5) * (text.scrollHeight / lines.length);
  }

  const register = document.getElementById("register") || (text && text.form);
  let changed = Boolean(document.querySelector("[data-unsaved=yes]"));
  if (register) {
    register.addEventListener("input", (event) => { if (event.target !== find) changed = true; });
    register.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }
})();
