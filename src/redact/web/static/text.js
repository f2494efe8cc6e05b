/* The text page: rows as one scrolls, what is known of a mark beside it, answers without leaving the place.
   Without this script the same marks are links to pages, and the text comes in pages of its own. */
"use strict";

(() => {
  const sides = document.getElementById("sides"), panel = document.getElementById("panel");
  const said = document.getElementById("said");
  const { number, for: audience } = sides.dataset;
  const step = Number(sides.dataset.step);
  let seen = Number(sides.dataset.seen);
  const say = (words) => { said.textContent = ""; requestAnimationFrame(() => { said.textContent = words; }); };
  const gone = (answer) => answer.type === "opaqueredirect" || answer.status === 401;

  /* Rows -------------------------------------------------------------------------------------------- */

  const chunks = [...sides.querySelectorAll(".chunk")];
  const sources = new Map(); // what each row was when it came, to see what an answer changed
  const remember = (rows) => { for (const row of rows) { sources.set(row.id, row.outerHTML); ready(row); } };

  /* A link cannot be the beginning of a selection: with this script a mark is a button instead. */
  function ready(row) {
    for (const mark of row.querySelectorAll("a.m[href]")) {
      mark.dataset.from = mark.getAttribute("href");
      mark.removeAttribute("href");
      mark.setAttribute("role", "button");
      mark.tabIndex = 0;
    }
  }
  const loads = new Map(); // one request at a time for each chunk

  async function get(address) {
    const answer = await fetch(address, { redirect: "manual" });
    if (gone(answer)) { location.reload(); return null; }
    if (!answer.ok) throw new Error(String(answer.status));
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...made.body.children];
  }

  function load(chunk) {
    if (!chunk.dataset.stale && !chunk.classList.contains("waiting")) return Promise.resolve();
    if (!loads.has(chunk)) loads.set(chunk, fetched(chunk).finally(() => loads.delete(chunk)));
    return loads.get(chunk);
  }

  async function fetched(chunk) {
    const asked = chunk.dataset.stale;
    const rows = await get(`/text/${number}/rows?for=${encodeURIComponent(audience)}&from=${chunk.dataset.from}`).catch(() => null);
    if (!rows) { say("The program does not answer; these rows could not be shown. Is redact still running?"); return; }
    if (chunk.classList.contains("waiting")) {
      remember(rows);
      chunk.replaceChildren(...rows);
      chunk.classList.remove("waiting");
      chunk.style.height = "";
    } else renew(chunk, rows);
    if (chunk.dataset.stale === asked) delete chunk.dataset.stale;
    for (const row of chunk.querySelectorAll(".renewing")) row.classList.remove("renewing");
  }

  function renew(chunk, rows) {
    const held = document.activeElement && document.activeElement.id;
    if (rows.length !== chunk.children.length) { // a picture came in or went
      remember(rows);
      chunk.replaceChildren(...rows);
    } else for (const row of rows) {
      const old = document.getElementById(row.id);
      if (sources.get(row.id) === row.outerHTML) continue;
      remember([row]);
      row.classList.add("new");
      old.replaceWith(row);
    }
    const again = held && document.getElementById(held);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
    current(at);
  }

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) { entry.target.dataset.near = entry.isIntersecting ? "1" : ""; if (entry.isIntersecting) load(entry.target); }
  }, { rootMargin: "1200px 0px" });

  const started = Number((chunks.find((chunk) => !chunk.classList.contains("waiting")) || sides).dataset.from || 0);
  for (const chunk of chunks) {
    chunk.style.containIntrinsicSize = `auto ${Number(chunk.dataset.lines) * 1.6}rem`;
    if (chunk.classList.contains("waiting")) { chunk.hidden = false; chunk.style.height = `${Number(chunk.dataset.lines) * 1.6}rem`; }
    near.observe(chunk);
  }
  remember(sides.querySelectorAll(".chunk .row"));
  document.getElementById("pager").hidden = true;
  document.getElementById("by-script").hidden = false;

  function stale() {
    const now = String(seen) + Math.random();
    for (const chunk of chunks) if (!chunk.classList.contains("waiting")) chunk.dataset.stale = now;
    return Promise.all(chunks.filter((chunk) => chunk.dataset.near === "1").map(load));
  }

  /* Rows above that are measured only once they are drawn push what was asked for away: look again until it stays. */
  async function bring(found) {
    for (let turn = 0, still = 0; turn < 12 && still < 3; turn += 1) {
      const mark = found();
      if (!mark) return null;
      if (!still) mark.scrollIntoView({ block: "center" });
      await Promise.all(chunks.filter((chunk) => chunk.dataset.near === "1").map(load));
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 30)));
      const { top, bottom } = mark.getBoundingClientRect();
      still = mark.isConnected && Math.abs(top + bottom - innerHeight) < innerHeight / 2 ? still + 1 : 0;
    }
    return found();
  }

  async function show(id, block) {
    const chunk = document.getElementById(`c-${Math.floor(block / step) * step}`);
    if (!chunk) return null;
    await Promise.all([chunk.previousElementSibling, chunk, chunk.nextElementSibling].filter((one) => one && one.matches(".chunk")).map(load));
    const mark = document.getElementById(id), folded = mark && mark.closest("details");
    if (folded) folded.open = true;
    return bring(() => document.getElementById(id));
  }

  function jump() {
    const wanted = /^#(b-(\d+))$/.exec(location.hash);
    if (wanted) show(wanted[1], Number(wanted[2]));
  }

  /* Marks and the panel --------------------------------------------------------------------------------- */

  let at = "", address = ""; // the mark that was opened last, and where its panel comes from

  function current(id) {
    for (const mark of sides.querySelectorAll(".m[aria-current]")) mark.removeAttribute("aria-current");
    at = id;
    const mark = id && document.getElementById(id);
    if (mark) mark.setAttribute("aria-current", "true");
    return mark;
  }

  async function open(from, focus = true) {
    address = from;
    const made = await get(`${from}&part=1`).catch(() => null);
    if (address !== from) return;
    if (!made) { say("This place is not there any more; the text was read anew. Open the page again."); return; }
    panel.replaceChildren(...made);
    panel.hidden = false;
    if (focus) panel.focus({ preventScroll: true });
  }

  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    address = "";
    const mark = document.getElementById(at);
    if (mark) mark.focus({ preventScroll: true });
  }

  async function openMark(mark, focus = true) {
    current(mark.id);
    await open(mark.dataset.from, focus);
    const now = document.getElementById(mark.id), over = now && now.getBoundingClientRect().bottom - panel.getBoundingClientRect().top;
    if (now && getComputedStyle(panel).position === "fixed" && over > -10) scrollBy(0, over + 40);
  }

  async function goTo(start, block) {
    const mark = await show(`m-${start}`, block);
    if (mark) await openMark(mark);
  }

  async function nextOpen(back) {
    const from = at ? Number(at.slice(2)) : inView();
    const answer = await fetch(`/text/${number}/next?for=${encodeURIComponent(audience)}&after=${from}${back ? "&back=1" : ""}`, { headers: { accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (!answer) { say("The program does not answer. Is redact still running?"); return; }
    if (gone(answer)) { location.reload(); return; }
    const place = await answer.json();
    if (place.block < 0) { say("Nothing is open in this draft."); return; }
    await goTo(place.at, place.block);
  }

  function inView() {
    const marks = [...sides.querySelectorAll(".m[data-at]")];
    const first = marks.find((mark) => mark.getBoundingClientRect().top > 0);
    return first ? Math.max(0, Number(first.dataset.at) - 1) : 0;
  }

  async function nextMark(step_) {
    const marks = [...sides.querySelectorAll(".m[data-at]")];
    let n = marks.findIndex((mark) => mark.id === at);
    n = n < 0 ? marks.findIndex((mark) => mark.getBoundingClientRect().top > 60) : n + step_;
    const mark = marks[n];
    if (!mark) { say("No mark in this direction among the rows that are shown; scroll on."); return; }
    const folded = mark.closest("details");
    if (folded) folded.open = true;
    mark.scrollIntoView({ block: "center" });
    if (!panel.hidden) await openMark(mark, false);
    current(mark.id);
    mark.focus({ preventScroll: true });
  }

  sides.addEventListener("click", (event) => {
    const link = event.target.closest("a.m, a.add");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.matches(".add")) { if (!openSelected(link)) open(link.getAttribute("href")); } else if (!selection()) openMark(link);
  });
  sides.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".m[role=button]");
    if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); openMark(mark); }
  });
  sides.addEventListener("mousedown", (event) => { if (event.target.closest("a.add") && selection()) event.preventDefault(); }); // keeps the selection
  sides.addEventListener("mouseup", () => setTimeout(() => { if (selection()) openSelected(null, false); }));

  /* Words that a person selects ------------------------------------------------------------------------ */

  const points = (text) => [...text].length; // offsets count characters, and JavaScript half ones

  function offsetIn(text, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(text);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const aside of copy.querySelectorAll("[data-aside]")) aside.remove();
    return points(copy.textContent);
  }

  function selection() {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const of = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-text]");
    const text = of(range.startContainer);
    if (!text || text !== of(range.endContainer)) return text || of(range.endContainer) ? "over" : null;
    const first = offsetIn(text, range.startContainer, range.startOffset), last = offsetIn(text, range.endContainer, range.endOffset);
    return first < last ? { block: text.closest(".row").dataset.block, first, last } : null;
  }

  function openSelected(link, focus = true) {
    const words = selection();
    if (words === "over") { say("Select words of one paragraph or cell of the draft, on the left."); return true; }
    if (!words || (link && link.closest(".row").dataset.block !== words.block)) return false;
    current("");
    open(`/text/${number}/block/${words.block}?for=${encodeURIComponent(audience)}&from=${words.first}&to=${words.last}`, focus);
    return true;
  }

  /* Answers ---------------------------------------------------------------------------------------------- */

  async function send(form) {
    const body = new URLSearchParams(new FormData(form)); // its 'seen' is what the panel knew, whatever came since
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (!answer) return { saved: false, why: "the program does not answer, this was not saved; is redact still running?" };
    if (gone(answer)) { location.reload(); return null; }
    return answer.json();
  }

  const told = (outcome) => outcome.why ? `Not saved: ${outcome.why}.` : "Not saved. Meanwhile: " + outcome.clash.map((one) => `${one.by} answered ${one.action}${one.value ? ` “${one.value}”` : ""}`).join("; ") + ". Look again, then answer once more if you see it otherwise.";

  async function answer(form) {
    const about = panel.querySelector(".about"), wasOpen = at && document.getElementById(at)?.matches(".flag, .watch");
    const onward = wasOpen && form.getAttribute("action") === "/answer" && !form.querySelector("details");
    const outcome = await send(form);
    if (!outcome) return;
    if (!outcome.saved) {
      if (outcome.clash) for (const known of panel.querySelectorAll("input[name=seen]")) known.value = outcome.version;
      const where = panel.querySelector(".outcome");
      where.classList.add("alarm");
      where.textContent = told(outcome);
      where.scrollIntoView({ block: "nearest" });
      return;
    }
    seen = outcome.version;
    const row = document.getElementById(`b-${about.dataset.block}`), mark = document.getElementById(at);
    if (row) row.classList.add("renewing");
    if (mark) mark.classList.add("saved");
    say("Saved.");
    for (const button of panel.querySelectorAll("button")) button.disabled = true;
    panel.querySelector(".outcome").textContent = "Saved.";
    const from = address;
    await stale();
    if (address !== from) return;
    if (onward) await nextOpen(false); else await open(from);
  }

  panel.addEventListener("submit", (event) => {
    const form = event.target, action = form.getAttribute("action");
    if (form.matches(".picking")) { event.preventDefault(); pick(form); return; }
    if (action !== "/answer" && action !== "/undo") return;
    event.preventDefault();
    answer(form);
  });

  async function pick(form) {
    const action = `${form.getAttribute("action")}&part=1`;
    const reply = await fetch(action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => null);
    if (!reply || gone(reply)) { location.reload(); return; }
    const made = new DOMParser().parseFromString(await reply.text(), "text/html");
    const ways = made.querySelectorAll("a[data-part]");
    if (ways.length === 1) { open(ways[0].getAttribute("href")); return; }
    panel.replaceChildren(...made.body.children);
    panel.focus({ preventScroll: true });
  }

  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) { event.preventDefault(); close(); return; }
    const way = event.target.closest("a[data-part]");
    if (way) { event.preventDefault(); open(way.getAttribute("href")); }
  });

  for (const [id, act] of [["next-open", () => nextOpen(false)], ["last-open", () => nextOpen(true)], ["next-mark", () => nextMark(1)], ["last-mark", () => nextMark(-1)],
    ["selected", () => { if (!openSelected()) say("Select words of the draft first, on the left."); }]])
    document.getElementById(id).addEventListener("click", (event) => { event.preventDefault(); act(); });
  document.getElementById("selected").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]") || panel.hidden) return;
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (event.key === "Escape") { if (typing && typing.closest("#panel details")) { typing.closest("details").open = false; panel.focus(); } else close(); event.preventDefault(); return; }
  });

  /* What others do meanwhile ------------------------------------------------------------------------------ */

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(`/changes?since=${seen}`, { redirect: "manual" }).catch(() => null);
    if (!answer || answer.type === "opaqueredirect" || !answer.ok) return;
    const { version, changes } = await answer.json();
    if (!changes.length) return;
    seen = version;
    say(`${[...new Set(changes.map((one) => one.by))].join(", ")} answered something; the rows are renewed.`);
    stale();
  }

  setInterval(look, 4000);
  addEventListener("hashchange", jump);
  const wanted = /^#m-(\d+)$/.exec(location.hash);
  if (wanted && document.getElementById(location.hash.slice(1))) goTo(Number(wanted[1]), Number(document.getElementById(location.hash.slice(1)).closest(".row").dataset.block));
  else if (location.hash) jump();
  else if (started) show(`b-${started}`, started);

  document.getElementById("tools").addEventListener("submit", (event) => { // another audience, the same place
    const row = [...sides.querySelectorAll(".chunk .row")].find((each) => each.getBoundingClientRect().bottom > 60);
    if (row && row.getBoundingClientRect().top < innerHeight) event.target.elements.at.value = row.dataset.block;
  });
})();
