// A form filled in like a spreadsheet. Every field is saved by itself; what could not be sent stays in this browser,
// under the person's own key, and is sent again. Sums are kept live, exactly, in millionths. Without this script the
// button of the page saves everything, Tab leads from field to field, and a block is pasted on a page of its own.

const form = document.getElementById("nhap");
const said = form.dataset;
const status = form.querySelector("[data-status]");
const STORE = `qcdc-nhap.${said.person}.${said.submission}`;
const AGAIN = 5000, LOOK = 15000, PATIENCE = 20000;
const tell = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

const tidy = (text) => text.trim().replace(/\s+/g, " ");

// One cell: f the figure (none for totals and ratios), g the remark, r what was seen; base is what is stored.
const cells = new Map();
for (const r of form.querySelectorAll("input[name^='r-']")) {
  const key = r.name.slice(2), row = r.closest("tr"), named = form.elements;
  const cell = { key, row, r, f: named[`f-${key}`] ?? null, g: named[`g-${key}`] };
  const kept = row.classList.contains("unsaved");
  cell.base = kept ? null : shown(cell);
  if (kept) cell.refused = shown(cell); // the page says why: it is sent again when it is changed, or by the button
  cells.set(key, cell);
}
const columns = { f: [...cells.values()].filter((cell) => cell.f), g: [...cells.values()] };
const cellOf = (field) => (field.name ? cells.get(field.name.slice(2)) : undefined);

function shown(cell) {
  return JSON.stringify([tidy(cell.f?.value ?? ""), tidy(cell.g.value)]);
}
const isDirty = (cell) => cell.base !== shown(cell);
const waiting = () => [...cells.values()].filter(isDirty);

// -- what this browser keeps

function keep() {
  const dirty = waiting();
  try {
    if (dirty.length === 0) return localStorage.removeItem(STORE);
    const kept = dirty.map((cell) => [cell.key, cell.f?.value ?? "", cell.g.value, cell.r.value]);
    localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    // A private window keeps nothing: the page itself still does.
  }
}

function restore() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(STORE) ?? "[]"); } catch { /* nothing that can be read */ }
  let count = 0;
  for (const [key, figure, remark, seen] of kept) {
    const cell = cells.get(key);
    if (!cell || isDirty(cell)) continue; // the page shows what was typed already
    const before = shown(cell);
    if (cell.f) cell.f.value = figure;
    cell.g.value = remark;
    if (shown(cell) === before) continue;
    cell.r.value = seen;
    count += 1;
  }
  if (count) say(tell(said.back, { n: count }));
  keep();
  return count;
}

// -- sending

let busy = false, signedOut = false, cut = false;

function say(words, link) {
  status.textContent = words;
  if (!link) return;
  const a = document.createElement("a");
  a.href = `${said.loginUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
  a.textContent = link;
  status.append(" ", a);
}

function sayWaiting() {
  const n = waiting().length;
  form.classList.toggle("offline", cut || signedOut);
  if (signedOut) say(tell(said.expired, { n }), said.login);
  else if (cut) say(tell(said.lost, { n }));
  else if (n) say(tell(said.left, { n }));
}

async function ask(body) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const headers = { Accept: "application/json", ...(body ? { "X-CSRFToken": token } : {}) };
  const options = { method: body ? "POST" : "GET", body, headers, cache: "no-store", redirect: "manual" };
  let answer;
  try {
    answer = await fetch(location.pathname, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    answer = null;
  }
  signedOut = answer?.type === "opaqueredirect";
  cut = !answer || answer.status >= 500;
  if (signedOut || cut) return sayWaiting();
  const told = await answer.json().catch(() => null);
  if (told?.why) say(told.why);
  else if (!answer.ok) sayWaiting();
  return answer.ok && String(told?.person) === said.person ? told : null;
}

const isStuck = (cell) => cell.refused === shown(cell) || cell.clash;

const pause = () => new Promise((go) => setTimeout(go, 50));

async function send() {
  while (busy) await pause();
  const sending = waiting().filter((cell) => !isStuck(cell));
  if (sending.length === 0) return sayWaiting();
  busy = true;
  try {
    if (!cut && !signedOut) say(said.saving);
    const body = new FormData();
    body.append("nguoi", said.person);
    const sent = new Map();
    for (const cell of sending) {
      if (cell.f) body.append(cell.f.name, cell.f.value);
      body.append(cell.g.name, cell.g.value);
      body.append(cell.r.name, cell.r.value);
      sent.set(cell.key, shown(cell));
    }
    const told = await ask(body);
    if (told) settle(told, sent);
  } finally {
    busy = false;
  }
}

function settle(told, sent) {
  for (const [key, now] of Object.entries(told.cells)) {
    const cell = cells.get(key);
    if (shown(cell) === sent.get(key)) take(cell, now); // else it was typed in again meanwhile
    else { cell.r.value = now.seen; cell.base = null; }
    complain(cell, "");
  }
  for (const [key, why] of Object.entries(told.errors ?? {})) {
    cells.get(key).refused = sent.get(key);
    complain(cells.get(key), why);
  }
  for (const [key, theirs] of Object.entries(told.conflicts ?? {})) clash(cells.get(key), theirs);
  keep();
  say(tell(said.saved, { at: told.at }));
  sayWaiting();
  count();
  if (waiting().some((cell) => !isStuck(cell))) soon();
}

// Show what is stored; a field that is being typed in keeps its words when they say the same.
function take(cell, now) {
  const same = (field, words) => !field || tidy(field.value) === words;
  if (cell.f && !(document.activeElement === cell.f && same(cell.f, now.f))) cell.f.value = now.f;
  if (!(document.activeElement === cell.g && same(cell.g, now.g))) cell.g.value = now.g;
  cell.r.value = now.seen;
  cell.base = shown(cell);
  cell.refused = cell.clash = undefined;
}

let timer;
const soon = () => { clearTimeout(timer); timer = setTimeout(send, 120); };

// -- what stands beside a field: a refusal, a colleague's figure, who was here last

function noteIn(cell, name, tag = "p") {
  let note = cell.row.querySelector(`[data-${name}]`);
  if (!note) {
    note = document.createElement(tag);
    note.setAttribute(`data-${name}`, "");
    cell.g.closest("td").append(note);
  }
  note.replaceChildren();
  return note;
}

function complain(cell, why) {
  const field = cell.f ?? cell.g, id = `w-${cell.key}`;
  cell.row.querySelector(".why:not([data-why])")?.remove(); // what the server wrote there
  cell.row.classList.toggle("unsaved", why !== "");
  if (!why) {
    cell.row.querySelector("[data-why]")?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    return;
  }
  const note = noteIn(cell, "why");
  note.className = "why";
  note.id = id;
  note.setAttribute("role", "alert");
  note.textContent = why;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function clash(cell, theirs) {
  cell.clash = theirs;
  const words = { by: theirs.by, at: theirs.at, theirs: theirs.f || theirs.g || "–", mine: cell.f?.value || cell.g.value || "–" };
  const note = noteIn(cell, "clash", "div");
  note.className = "clash";
  note.setAttribute("role", "alert");
  const done = () => { note.remove(); (cell.f ?? cell.g).focus(); };
  const mine = button(said.mine, () => { cell.r.value = theirs.seen; cell.clash = undefined; done(); send(); });
  const other = button(said.take, () => { take(cell, theirs); complain(cell, ""); done(); keep(); count(); sayWaiting(); });
  note.append(tell(said.theirs, words), mine, other);
  cell.row.classList.add("unsaved");
}

function news(cell, now) {
  take(cell, now);
  const note = noteIn(cell, "news", "span");
  note.className = "hint news";
  note.textContent = tell(said.news, now);
}

// What colleagues stored since: fields that nobody touched here follow.
async function look() {
  if (busy || document.hidden) return;
  const wasAway = cut || signedOut;
  busy = true;
  let told;
  try { told = await ask(null); } finally { busy = false; }
  if (!told) return;
  form.classList.remove("offline");
  for (const [key, now] of Object.entries(told.cells)) {
    const cell = cells.get(key);
    if (!cell || isDirty(cell) || cell.r.value === now.seen) continue;
    if (String(now.own) === said.person) take(cell, now);
    else news(cell, now);
  }
  count();
  if (wasAway) { say(""); send(); }
}

// -- sums, exact

const MILLION = 1_000_000n;

function read(text) {
  const match = /^([-−]?)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,6}))?(?:\s*[^\d.,].*)?$/.exec(tidy(text ?? ""));
  if (!match || /\//.test(text)) return null;
  const amount = BigInt(match[2].replace(/[. ]/g, "")) * MILLION + BigInt((match[3] ?? "").padEnd(6, "0"));
  return match[1] ? -amount : amount;
}

function write(amount) {
  const size = amount < 0n ? -amount : amount;
  const whole = String(size / MILLION).replace(/\B(?=(\d{3})+$)/g, ".");
  const rest = String(size % MILLION).padStart(6, "0").replace(/0+$/, "");
  return (amount < 0n ? "-" : "") + whole + (rest ? `,${rest}` : "");
}

const valueOf = (cell) => (cell.f ? read(cell.f.value.trim() === "" && !cell.g.value.trim() ? cell.f.placeholder : cell.f.value) : null);
const add = (amounts) => {
  const there = amounts.filter((amount) => amount !== null);
  return there.length ? there.reduce((sum, amount) => sum + amount, 0n) : null;
};
const totalOf = (code) => add(columns.f.filter((cell) => cell.key === code || cell.key.startsWith(`${code}.`)).map(valueOf));

function percent(output) {
  const part = totalOf(output.dataset.part), whole = totalOf(output.dataset.whole);
  if (part === null || !whole) return "";
  const step = 10n ** BigInt(6 - Number(output.dataset.decimals)); // millionths of a percent, rounded half up
  const exact = 100n * MILLION * part;
  const rounded = (2n * exact + whole * step) / (2n * whole * step);
  return `${write(rounded * step)} %`;
}

function count() {
  for (const output of form.querySelectorAll("output[data-sum]")) {
    const sum = totalOf(output.dataset.sum);
    output.value = sum === null ? "" : write(sum);
  }
  for (const output of form.querySelectorAll("output[data-part]")) output.value = percent(output);
  for (const place of form.querySelectorAll("td[data-base]")) {
    const row = place.closest("tr"), cell = cells.get(row.querySelector("input[name^='r-']").name.slice(2));
    const sum = add([read(place.dataset.base), cell.f ? valueOf(cell) : totalOf(cell.key)]);
    place.textContent = sum === null ? "" : write(sum);
  }
  const filled = columns.f.filter((cell) => cell.f.value.trim() || cell.f.placeholder);
  form.querySelector("[data-filled]").textContent = filled.length;
}

// -- keys

function go(field, step) {
  const column = columns[field.name[0]];
  const next = column[column.indexOf(cellOf(field)) + step];
  if (next) next[field.name[0]].focus();
  else if (step > 0) form.querySelector("button.primary").focus();
}

const atStart = (field) => field.selectionEnd === 0 || field.selectionEnd - field.selectionStart === field.value.length;
const atEnd = (field) => field.selectionStart === field.value.length || field.selectionEnd - field.selectionStart === field.value.length;

form.addEventListener("keydown", (event) => {
  const field = event.target, cell = cellOf(field);
  if (event.isComposing || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && (event.key === "s" || event.key === "Enter")) {
    event.preventDefault();
    rest();
    return send();
  }
  if (!cell || event.ctrlKey || event.metaKey) return;
  const moves = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) go(field, moves[event.key]);
  else if (event.key === "ArrowRight" && field === cell.f && atEnd(field)) cell.g.focus();
  else if (event.key === "ArrowLeft" && field === cell.g && cell.f && atStart(field)) cell.f.focus();
  else if (event.key === "Escape" && cell.base) undo(cell);
  else return;
  event.preventDefault();
});

function undo(cell) {
  const [figure, remark] = JSON.parse(cell.base);
  if (cell.f) cell.f.value = figure;
  cell.g.value = remark;
  cell.refused = undefined;
  complain(cell, "");
  keep();
  count();
}

form.addEventListener("focusin", (event) => {
  if (!cellOf(event.target)) return;
  event.target.select();
  form.classList.add("live"); // from now on the bar with the state stays in sight
});
form.addEventListener("input", (event) => { if (cellOf(event.target)) { keep(); count(); } });
form.addEventListener("change", (event) => {
  const cell = cellOf(event.target);
  if (!cell) return;
  if (cell.refused !== undefined && !isDirty(cell)) undo(cell); // what is stored was typed again: nothing is wrong
  soon();
});

// -- a block from a spreadsheet: figures downwards from here, remarks beside them; an empty line leaves its place

form.addEventListener("paste", (event) => {
  const cell = cellOf(event.target), text = event.clipboardData?.getData("text/plain") ?? "";
  const block = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (!cell || event.target !== cell.f || !/[\n\t]/.test(block)) return;
  event.preventDefault();
  const first = columns.f.indexOf(cell), before = [];
  block.split("\n").forEach((line, index) => {
    const place = columns.f[first + index], [figure, remark] = line.split("\t");
    if (!place || (!tidy(figure) && !tidy(remark ?? ""))) return;
    before.push([place, place.f.value, place.g.value]);
    if (tidy(figure)) place.f.value = tidy(figure);
    if (remark !== undefined && tidy(remark)) place.g.value = tidy(remark);
  });
  keep();
  count();
  soon();
  const name = cell.row.querySelector("th").firstChild.textContent.trim();
  const note = undoNote(tell(said.pasted, { n: before.length, name }));
  note.append(" ", button(said.undo, () => {
    for (const [place, figure, remark] of before) {
      place.f.value = figure;
      place.g.value = remark;
      place.refused = undefined;
      complain(place, "");
    }
    note.remove();
    cell.f.focus();
    keep();
    count();
    soon();
  }));
});

// The last paste, beside the state of saving, until it is taken back or another one follows.
function undoNote(words) {
  form.querySelector("[data-undone]")?.remove();
  const note = document.createElement("span");
  note.className = "hint";
  note.setAttribute("data-undone", "");
  note.textContent = words;
  status.after(note);
  return note;
}

// The button saves without leaving the page, so that a broken line shows no error page; the button with a name (the
// portal's figures for empty places) is the server's work. Whoever goes on to hand the form in saves first.
const rest = () => { for (const cell of cells.values()) cell.refused = undefined; };
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (event.submitter?.name) return;
  event.preventDefault();
  rest();
  if (waiting().length === 0) say(said.nothing);
  send();
});
form.querySelector("a[data-next]")?.addEventListener("click", async (event) => {
  if (waiting().length === 0 || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  clearTimeout(timer);
  rest();
  await send();
  if (waiting().length === 0) location.assign(event.target.href);
});

addEventListener("online", look);
addEventListener("focus", look);
document.addEventListener("visibilitychange", look);
setInterval(() => { if (cut || signedOut) look(); }, AGAIN);
setInterval(look, LOOK);
if (restore()) soon();
count();
