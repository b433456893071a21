// Photos on a bad line: the browser makes the photo small, keeps it with its key, and sends it until it has arrived.
// The server keeps a key once, so that sending twice does no harm. Without this script the form is sent as forms are.

const LONGEST = 2000, AGAIN = 5000, PATIENCE = 180000, STORE = "photos";
const box = document.getElementById("cho-gui");
const said = box.dataset;
const list = box.querySelector("ul");
let busy = false;

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("qcdc-photos", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function store(mode, act) {
  const place = (await opened).transaction(STORE, mode).objectStore(STORE);
  return new Promise((resolve, reject) => {
    const asked = act(place);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

const kept = async () => (await store("readonly", (photos) => photos.getAll())).filter((one) => one.user === said.user);
const drop = (key) => store("readwrite", (photos) => photos.delete(key));

// What cannot be drawn is sent as it is: the server says what is wrong with it.
async function small(file) {
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return blob ? { blob, name: file.name.replace(/\.[^.]*$/, "") + ".jpg" } : { blob: file, name: file.name };
  } catch {
    return { blob: file, name: file.name };
  }
}

function show(photo, words) {
  box.hidden = false;
  let line = list.querySelector(`[data-key="${photo.key}"]`);
  if (!line) {
    line = document.createElement("li");
    line.dataset.key = photo.key;
    line.append(document.createElement("span"), document.createElement("b"));
    list.append(line);
  }
  line.firstChild.textContent = photo.words;
  line.lastChild.textContent = words;
}

async function send(photo) {
  show(photo, said.sending);
  const body = new FormData();
  body.append("key", photo.key);
  body.append("on", photo.on);
  body.append("upload", photo.blob, photo.name);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  let answer;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    answer = await fetch(photo.url, { method: "POST", body, headers, signal, redirect: "manual" });
  } catch {
    return show(photo, said.failed);
  }
  if (answer.ok) {
    await drop(photo.key);
    return show(photo, said.sent);
  }
  if (answer.type === "opaqueredirect") return show(photo, said.signedOut);
  if (answer.status >= 500) return show(photo, said.failed);
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 422 || answer.status === 404) await drop(photo.key);
  show(photo, `${said.refused}: ${told.why ?? answer.status}`);
  if (form?.elements.key.value === photo.key) again();
}

async function sendAll() {
  if (busy) return;
  busy = true;
  try {
    for (const photo of await kept()) await send(photo);
  } catch {
    // This browser keeps nothing (a private window): forms are sent as forms are.
  } finally {
    busy = false;
  }
}

const form = document.querySelector("form[data-snap]");
form?.addEventListener("submit", async (event) => {
  const file = form.elements.upload.files[0];
  if (!file) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  const key = form.elements.key.value, day = new Date();
  const on = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const photo = { key, on, user: said.user, url: form.action, words: form.dataset.words, ...(await small(file)) };
  try {
    await store("readwrite", (photos) => photos.put(photo));
  } catch {
    form.submit(); // nothing can be kept here: send the form as forms are sent
    return;
  }
  form.hidden = true; // the photo is safe: the next place may be chosen while it is sent
  document.getElementById("chup-tiep").hidden = false;
  await sendAll();
});

// The photo of this page was refused: another one may be chosen, under a key of its own.
function again() {
  if (!crypto.randomUUID) return location.reload(); // a page without TLS
  form.elements.key.value = crypto.randomUUID();
  form.elements.upload.value = "";
  form.querySelector("button[type=submit]").disabled = false;
  form.hidden = false;
  document.getElementById("chup-tiep").hidden = true;
}

addEventListener("online", sendAll);
setInterval(sendAll, AGAIN);
sendAll();
