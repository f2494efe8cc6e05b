/* Makes the pages faster: answers without loading a page anew, a key for everything. Nothing here decides
   anything; without this script the same forms are sent and the same pages come back. */
"use strict";

(() => {
  const said = document.getElementById("said");
  const cards = [...document.querySelectorAll(".card")];
  const list = document.getElementById("cards");
  // How much of the ledger this page was made from. An answer of ours does not move it: what others answered
  // before that was not shown here, and has to be told before it is overruled.
  const made = list ? Number(list.dataset.seen) : 0;
  let looked = made; // how much of it was asked about since
  const answers = []; // what was answered on this page, for 'u'

  const say = (words) => { said.textContent = ""; requestAnimationFrame(() => { said.textContent = words; }); };
  const typing = (at) => at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;

  async function send(form, pressed) {
    const body = new URLSearchParams(new FormData(form, pressed));
    const card = form.closest(".card");
    if (card && card.dataset.seen) body.set("seen", card.dataset.seen); // a clash on it was told
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) { location.reload(); return null; }
    return answer.json();
  }

  function current() {
    const at = document.activeElement && document.activeElement.closest(".card");
    return at && !at.classList.contains("done") ? at : cards.find((card) => !card.classList.contains("done") && !card.hidden);
  }

  function go(step) {
    const open = cards.filter((card) => !card.classList.contains("done") && !card.hidden);
    const at = open.indexOf(current());
    const next = open[Math.min(open.length - 1, Math.max(0, at + step))];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  }

  function done(card, words, lines) {
    const open = cards.filter((each) => !each.classList.contains("done") && !each.hidden);
    const next = open[open.indexOf(card) + 1] || open.find((each) => each !== card);
    card.classList.add("done");
    const outcome = card.querySelector(":scope > .outcome");
    outcome.hidden = false;
    outcome.textContent = `Saved: ${words}. `;
    if (lines) outcome.append(backButton(card, lines));
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); } else { finished(); }
  }

  function backButton(card, lines) {
    const back = document.createElement("button");
    back.type = "button"; back.className = "small"; back.textContent = "Take back";
    back.addEventListener("click", () => takeBack(card, lines));
    return back;
  }

  function finished() {
    const renew = document.getElementById("renew");
    if (renew) renew.focus();
  }

  /* Some places of a card were answered: past the card if all were, else on to the next that is open. */
  function someDone(card, form, lines) {
    for (const row of form.querySelectorAll(".one-by-one > li")) {
      const chosen = row.querySelector("input:checked");
      if (!chosen) continue;
      row.classList.add("answered");
      row.querySelector("fieldset").append(Object.assign(document.createElement("span"), { className: "outcome", textContent: " Saved." }));
      for (const each of row.querySelectorAll("input")) each.disabled = true;
    }
    answers.push({ card, lines });
    const next = form.querySelector(".one-by-one input:not(:disabled)");
    if (next) { say("Saved. The other places stay open."); next.focus(); } else { say("Saved."); done(card, "one by one", lines); }
  }

  /* A key chose an answer for one place: on to the next one, and after the last to 'Save'. */
  function chosen(row) {
    const rows = [...row.parentElement.children];
    const next = rows.slice(rows.indexOf(row) + 1).map((each) => each.querySelector("input:not(:disabled)")).find(Boolean);
    const to = next || row.closest("form").querySelector("button.save");
    to.focus();
    to.scrollIntoView({ block: "center" });
  }

  async function takeBack(card, lines) {
    const form = document.createElement("form");
    form.setAttribute("action", "/undo");
    for (const [name, value] of Object.entries(lines)) form.append(Object.assign(document.createElement("input"), { name, value, type: "hidden" }));
    const outcome = await send(form).catch(() => ({ saved: false, why: "The program does not answer; nothing was taken back. Is redact still running?" }));
    if (!outcome) return;
    if (!outcome.saved) { say(outcome.why || told(outcome.clash)); return; }
    answers.splice(answers.findIndex((each) => each.card === card), 1);
    card.classList.remove("done");
    for (const row of card.querySelectorAll(".one-by-one > li.answered")) {
      row.classList.remove("answered");
      row.querySelector(".outcome").remove();
      for (const each of row.querySelectorAll("input")) each.disabled = false;
    }
    card.querySelector(":scope > .outcome").hidden = true;
    card.focus();
    say("Taken back.");
  }

  const told = (clash) => "Not saved. Meanwhile: " + clash.map((one) => `${one.by} answered ${one.action}${one.value ? ` “${one.value}”` : ""}`).join("; ") + ". Look again, then answer once more if you see it otherwise.";

  async function answer(form, pressed) {
    const card = form.closest(".card");
    const words = (pressed || form.querySelector("button")).textContent.replace(/^\S\s/, "").trim();
    const outcome = await send(form, pressed).catch(() => ({ saved: false, why: "The program does not answer; this was not saved. Is redact still running?" }));
    if (!outcome) return;
    if (!outcome.saved) {
      if (outcome.clash) card.dataset.seen = outcome.version;
      say(outcome.why ? `Not saved: ${outcome.why}.` : told(outcome.clash));
      return;
    }
    const value = form.querySelector("[name=value]:not([type=hidden])");
    const lines = { first: outcome.first, last: outcome.last };
    if (form.getAttribute("action") === "/answer-each") { someDone(card, form, lines); return; }
    answers.push({ card, lines });
    say("Saved.");
    done(card, value && value.value ? `${asked(form)}${value.selectedOptions ? value.selectedOptions[0].textContent : value.value}` : words, lines);
  }

  function asked(form) {
    const summary = form.querySelector("summary");
    return summary ? `${summary.textContent.replace(/^\s*\S\s/, "").replace("…", "").trim()}: ` : "";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!["/answer", "/answer-each"].includes(form.getAttribute("action")) || !form.closest("#cards")) return;
    event.preventDefault();
    answer(form, event.submitter);
  });

  /* Keys -------------------------------------------------------------------------------------------- */

  const moves = {
    j: ["next question", () => go(1)],
    k: ["question before", () => go(-1)],
    s: ["skip", () => go(1)],
    o: ["show all places, one by one", () => { const more = current() && current().querySelector("details.more"); if (more) { more.open = !more.open; (more.open && more.querySelector(".one-by-one input:not(:disabled)") || more.querySelector("summary")).focus(); } }],
    u: ["take the last answer back", () => { const last = answers.at(-1); if (last) takeBack(last.card, last.lines); else say("Nothing was answered on this page yet."); }],
  };

  function press(key) {
    const row = document.activeElement && document.activeElement.closest(".one-by-one > li, .sentences > li");
    const one = row && row.querySelector(`:is(button, input)[data-key="${CSS.escape(key)}"]`);
    if (one && one.disabled) return true;
    if (one) { one.click(); if (one.matches("input")) chosen(row); return true; } // among the places of a card, an answer is about this place
    if (row && row.closest(".one-by-one") && /^[a-z0-9]$/.test(key) && !moves[key]) return false;
    const card = current();
    const form = card && card.querySelector(`.answers > form[data-key="${CSS.escape(key)}"]`);
    if (form) {
      const details = form.querySelector("details");
      if (!details) { form.requestSubmit(); return true; }
      details.open = true;
      details.querySelector("input:not([type=hidden]), select").focus();
      return true;
    }
    const named = `:is(a, button, summary, input)[data-key="${CSS.escape(key)}"]:not([hidden], .one-by-one *, .sentences *)`;
    const other = (card && card.querySelector(named)) || [...document.querySelectorAll(`main ${named}`), ...document.querySelectorAll(named)].find((each) => !each.closest(".card"));
    if (other) {
      if (other.matches("input")) other.focus(); else other.click();
      const box = other.matches("summary") && other.parentElement.open && other.parentElement.querySelector("input:not([type=hidden]), select");
      if (box) box.focus();
      return true;
    }
    if (cards.length && moves[key]) { moves[key][1](); return true; }
    return false;
  }

  function help() {
    const rows = new Map(cards.length ? Object.entries(moves).map(([key, [what]]) => [key, what]) : []);
    for (const each of document.querySelectorAll("[data-key]")) {
      const words = each.querySelector("summary, button") || each;
      if (!each.closest(".card") || each.closest(".card") === current()) rows.set(each.dataset.key, (each.dataset.says || words.textContent || (each.labels && each.labels[0].textContent) || "").replace(/^\s*\S\s+/, (head) => (head.trim() === each.dataset.key ? "" : head)).trim());
    }
    rows.set("?", "these keys");
    const names = document.getElementById("key-list");
    names.replaceChildren(...[...rows].flatMap(([key, what]) => {
      const term = document.createElement("dt"), words = document.createElement("dd");
      const box = document.createElement("kbd");
      box.textContent = key; term.append(box); words.textContent = what;
      return [term, words];
    }));
    document.getElementById("keys").showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && typing(event.target)) { const card = event.target.closest(".card"); const box = event.target.closest("details"); if (box) box.open = false; if (card) card.focus(); return; }
    if (typing(event.target)) return;
    if (event.key === "?") { help(); event.preventDefault(); return; }
    if (press(event.key)) event.preventDefault();
  });

  /* The watch list ---------------------------------------------------------------------------------- */

  const watch = document.getElementById("watch");
  if (watch) {
    const boxes = [...watch.querySelectorAll("input[type=checkbox]")];
    const count = () => { document.getElementById("ticked").textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} ticked`; };
    for (const [id, checked] of [["all", true], ["none", false]]) {
      const button = document.getElementById(id);
      button.hidden = false;
      button.addEventListener("click", () => { for (const box of boxes) box.checked = checked; count(); });
    }
    watch.addEventListener("change", count);
    count();
  }

  /* What others do meanwhile -------------------------------------------------------------------------- */

  async function look() {
    const answer = await fetch(`/changes?since=${looked}`, { redirect: "manual" }).catch(() => null);
    if (answer && answer.type === "opaqueredirect") { location.reload(); return; }
    if (!answer || !answer.ok) return;
    const { version, changes, reading, working } = await answer.json();
    looked = version;
    if (document.getElementById("working") && !reading && !working) { location.reload(); return; }
    for (const one of changes) {
      const card = document.querySelector(`.card[data-target="${CSS.escape(one.target)}"], .card[data-places~="${CSS.escape(one.target)}"]`);
      if (!card || card.dataset.other === one.at) continue;
      card.dataset.other = one.at;
      const outcome = card.querySelector(":scope > .outcome");
      outcome.hidden = false;
      outcome.textContent = `${one.by} answered this meanwhile: ${one.action}.`;
      say(`${one.by} answered a question of this page.`);
    }
    const catching = document.getElementById("catching-up");
    if (catching && !reading) location.reload();
  }

  // What a page has to tell at once is told to those too who do not see it.
  for (const told of document.querySelectorAll("[data-say]")) {
    say(told.textContent);
    setTimeout(() => { if (said.textContent === told.textContent) said.textContent = ""; }, 4000); // it stands on the page too
  }
  // A page that the browser kept for its back button may be of a review that is locked by now.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  // On every page: after the time without use it shows nothing any more, whether there are cards on it or not.
  if (document.querySelector("header.top")) setInterval(look, document.getElementById("working") ? 700 : 4000);
  if (cards.length && !location.hash) cards[0].focus({ preventScroll: true });
})();
