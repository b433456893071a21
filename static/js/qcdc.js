// Small comforts of every page. Nothing here is needed: links and forms do the work without it.

// htmx requests that are not forms carry the token of the page's forms.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// A request that did not arrive says so; what was typed stays.
const lost = () => document.getElementById("mat-ket-noi");
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => { if (lost()) lost().hidden = false; });
}
document.addEventListener("htmx:afterOnLoad", () => { if (lost()) lost().hidden = true; });

// Drop-down menus close on Escape and on a click elsewhere.
const closeDrops = (except) => {
  for (const drop of document.querySelectorAll("details.drop[open]")) if (drop !== except) drop.open = false;
};
document.addEventListener("click", (event) => closeDrops(event.target.closest("details.drop")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const drop = document.activeElement.closest("details.drop[open]");
  closeDrops();
  if (drop) drop.querySelector("summary").focus();
});

// data-print: a button that prints the page; hidden where scripts do not run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// data-copy="id": a button that copies the text of that field; hidden where scripts do not run.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    if (button.dataset.copied) button.textContent = button.dataset.copied;
  });
}
