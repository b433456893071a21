// The words of a section: an editor in place of the field with marks. Figures are pieces that cannot be typed in; what
// is pasted is cleaned by the portal; everything is saved while it is written, and what could not be sent stays in this
// browser under the person's own key. Without this script the field and the buttons of the page do the same work.

const form = document.getElementById("soan");
const said = form.dataset;
const status = form.querySelector("[data-status]");
const field = form.elements.text;
const tools = form.querySelector("[role=toolbar]");
const picker = document.getElementById("so-lieu");
const IDLE = 1500, BETWEEN = 8000, LOOK = 20000, PATIENCE = 20000;
const LEFT_WITH = 15000; // letters: what a browser still sends for a page that is left is 64 kB at most
const tell = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

// -- the editor

const editor = document.createElement("div");
Object.assign(editor, { className: "rich edit", contentEditable: "true", lang: "vi", tabIndex: 0 });
const label = form.querySelector(`label[for="${field.id}"]`);
label.id = `${field.id}_label`;
for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id })) {
  editor.setAttribute(name, value);
}
for (const name of ["aria-describedby", "aria-invalid"]) {
  if (field.hasAttribute(name)) editor.setAttribute(name, field.getAttribute(name));
}
editor.id = `${field.id}_editor`;
label.addEventListener("click", () => editor.focus());
for (const link of form.querySelectorAll(`a[href="#${field.id}"]`)) link.hash = editor.id;
const shown = form.querySelector("[data-shown]");
show(shown.innerHTML);
shown.remove();
field.after(editor);
field.hidden = field.disabled = true;
form.querySelector("[data-markup]").hidden = true;
tools.hidden = false;
document.execCommand("defaultParagraphSeparator", false, "p");

function show(html) {
  editor.innerHTML = html.trim().replace(/>\s*\n\s*</g, "><") || "<p><br></p>";
  fix();
}

// Figures are one piece each; those without a value are marked.
function fix() {
  for (const chip of editor.querySelectorAll("data:not([contenteditable])")) {
    chip.contentEditable = "false";
    chip.classList.toggle("missing", chip.textContent === "…");
  }
}

const escaped = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const insert = (html) => document.execCommand("insertHTML", false, html);

let range = null; // where the caret stood last
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.rangeCount && editor.contains(selection.anchorNode)) {
    range = selection.getRangeAt(0).cloneRange();
    for (const button of tools.querySelectorAll("[data-do]")) {
      button.setAttribute("aria-pressed", document.queryCommandState(button.dataset.do));
    }
  }
});

function comeBack() {
  const place = range;
  editor.focus();
  const selection = getSelection();
  if (place && editor.contains(place.startContainer)) {
    selection.removeAllRanges();
    selection.addRange(place);
  } else {
    selection.selectAllChildren(editor);
    selection.collapseToEnd();
  }
}

// Nothing is typed inside a figure: a caret that fell into one stands behind it.
editor.addEventListener("click", (event) => {
  const chip = event.target.closest("data");
  if (!chip) return;
  const behind = document.createRange();
  behind.setStartAfter(chip);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(behind);
});

tools.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
tools.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.do) {
    comeBack();
    document.execCommand(button.dataset.do);
    changed();
  } else if (button) {
    picker.open = true;
    form.elements.so.focus();
  }
});

// "- " and "1. " at the beginning of a paragraph begin a list.
editor.addEventListener("beforeinput", (event) => {
  if (event.inputType !== "insertText" || event.data !== " ") return;
  const selection = getSelection(), block = selection.anchorNode?.parentElement?.closest("p, div, li");
  const lists = { "-": "insertUnorderedList", "1.": "insertOrderedList" };
  if (!block || block === editor || block.tagName === "LI" || !lists[block.textContent]) return;
  const list = lists[block.textContent];
  event.preventDefault();
  selection.selectAllChildren(block);
  document.execCommand("delete");
  document.execCommand(list);
});

// -- figures

picker.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=chen]");
  if (!button) return;
  event.preventDefault();
  comeBack();
  // Closed only when it stands there: Chromium moves a piece that is closed out of the paragraph that it would end.
  insert(`<data value="${escaped(button.value)}">${escaped(button.dataset.text)}</data>&nbsp;`);
  fix();
  changed();
});
picker.addEventListener("keydown", (event) => {
  if (event.key === "Escape") comeBack();
  else if (event.key === "Enter" && event.target === form.elements.so) {
    event.preventDefault();
    picker.querySelector("button[name=chen]")?.click();
  } else return;
  event.preventDefault();
});

// -- what is pasted or dropped

const lines = (text) => text.split(/\r\n?|\n/).map(escaped);

function insertText(text) {
  const made = lines(text);
  insert(made.length > 1 ? made.map((line) => `<p>${line || "<br>"}</p>`).join("") : made[0]);
}

async function take(transfer) {
  const html = transfer.getData("text/html").replace(/\ssrc\s*=\s*("data:[^"]*"|'data:[^']*')/gi, "");
  const text = transfer.getData("text/plain");
  if (!html) return insertText(text);
  const body = new FormData();
  body.append("buoc", "sach");
  body.append("html", html);
  const told = await ask(body);
  comeBack();
  if (told?.html === undefined) {
    insertText(text);
    return say(told?.why ?? said.plain);
  }
  // One paragraph goes into the line where the caret stands.
  const only = /^<p>((?:(?!<\/?p>).)*)<\/p>$/s.exec(told.html.trim());
  insert(only ? only[1] : told.html.replace(/>\n</g, "><"));
  fix();
  changed();
}

editor.addEventListener("paste", (event) => {
  event.preventDefault();
  take(event.clipboardData);
});
editor.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer);
});

// -- saving

let base = said.dirty === undefined ? editor.innerHTML : null; // what is stored
let busy = false, stopped = Boolean(form.querySelector("[data-clash]")), signedOut = false, cut = false;
let timer, last = 0;
const isDirty = () => editor.innerHTML !== base;

function say(words, link) {
  status.textContent = words;
  if (!link) return;
  const a = document.createElement("a");
  a.href = `${said.loginUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
  a.textContent = link;
  status.append(" ", a);
}

function keep() {
  try {
    if (!isDirty()) return localStorage.removeItem(said.store);
    localStorage.setItem(said.store, JSON.stringify([editor.innerHTML, form.elements.digest.value]));
  } catch {
    // A private window keeps nothing, a full one no more: the page itself still does.
  }
}

function changed() {
  keep();
  if (isDirty() && !cut && !signedOut && !stopped) say(said.unsaved);
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(IDLE, last + BETWEEN - Date.now()));
}
editor.addEventListener("input", () => { fix(); changed(); });

async function ask(body) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const headers = { Accept: "application/json", ...(body ? { "X-CSRFToken": token } : {}) };
  const keepalive = document.hidden && editor.innerHTML.length < LEFT_WITH;
  const options = { method: body ? "POST" : "GET", body, headers, keepalive, cache: "no-store", redirect: "manual" };
  let answer = null;
  try {
    answer = await fetch(location.pathname, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch { /* no connection */ }
  signedOut = answer?.type === "opaqueredirect";
  cut = !answer || answer.status >= 500;
  if (signedOut) say(said.expired, said.login);
  else if (cut) say(said.lost);
  if (!answer?.ok) return null;
  return answer.json().catch(() => null);
}

async function save() {
  clearTimeout(timer);
  if (busy || stopped || !isDirty()) return;
  busy = true;
  const sent = editor.innerHTML, body = new FormData();
  body.append("text-html", sent);
  body.append("digest", form.elements.digest.value);
  body.append("nguoi", form.elements.nguoi.value);
  if (!cut && !signedOut) say(said.saving);
  let told;
  try { told = await ask(body); } finally { busy = false; last = Date.now(); }
  if (told?.clash) return clash(told);
  if (told?.why) return say(told.why);
  if (!told) return;
  form.elements.digest.value = told.digest;
  said.revision = told.revision;
  base = sent;
  keep();
  say(tell(said.saved, told));
  if (isDirty()) changed();
}

// Both versions stand above the editor; nothing is saved until one of the buttons was pressed.
function clash(told) {
  stopped = true;
  form.elements.digest.value = told.digest;
  const place = form.querySelector("[data-clash-place]");
  place.innerHTML = told.clash;
  place.querySelector("[data-clash]").focus();
  say("");
}

// What colleagues stored since: an editor that nobody touched here follows.
async function look() {
  if (busy || stopped || document.hidden) return;
  const wasAway = cut || signedOut;
  const told = await ask(null);
  if (!told) return;
  if (wasAway) { say(""); if (isDirty()) return save(); }
  if (told.open === false) { stopped = true; return say(said.closed); }
  if (String(told.revision) === said.revision) return;
  if (isDirty()) return say(tell(said.both, told));
  said.revision = told.revision;
  show(told.html ?? "");
  base = editor.innerHTML;
  if (told.digest) form.elements.digest.value = told.digest;
  say(tell(said.news, told));
}

function restore() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(said.store)); } catch { /* nothing that can be read */ }
  if (said.dirty !== undefined || !kept || kept[0] === editor.innerHTML) return;
  // Sent with a button of the page: when other words are stored than were shown then, these have arrived.
  if (kept[2] && kept[1] !== form.elements.digest.value) return localStorage.removeItem(said.store);
  show(kept[0]);
  form.elements.digest.value = kept[1];
  say(said.back);
}

// Buttons that load the page send what stands in the editor.
form.addEventListener("formdata", (event) => event.formData.set("text-html", editor.innerHTML));
form.addEventListener("submit", () => {
  clearTimeout(timer);
  stopped = true;
  try {
    if (isDirty()) localStorage.setItem(said.store, JSON.stringify([editor.innerHTML, form.elements.digest.value, true]));
  } catch { /* nothing is kept */ }
});

form.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
  event.preventDefault();
  save();
});

// Whoever leaves by a link takes the words along; where they are not taken, what is said about it stays to be read.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]"), other = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || link.target || other || event.defaultPrevented || link.getAttribute("href").startsWith("#")) return;
  if (stopped || !isDirty()) return;
  event.preventDefault();
  while (busy) await new Promise((done) => setTimeout(done, 50));
  await save();
  if (!isDirty() || cut || signedOut) location.assign(link.href);
});

addEventListener("online", look);
addEventListener("focus", look);
document.addEventListener("visibilitychange", () => (document.hidden ? save() : look()));
setInterval(look, LOOK);
restore();
if (isDirty()) changed();
