// Lines of a conference by keyboard alone. Enter in a one-line field is the browser's own: it saves the line, and
// in an empty line goes on. This adds what a browser does not do: Enter leads out of a text box and out of a list
// to the next field (Shift+Enter makes a new line of text) and goes on from an empty line there too; Ctrl+Enter
// saves and goes on to the next step.

const fields = (form) =>
  [...form.querySelectorAll("input:not([type=hidden]), select, textarea, summary, button:not([tabindex])")]
    .filter((field) => !field.disabled && field.offsetParent !== null);

const after = (form, field) => fields(form)[fields(form).indexOf(field) + 1];

const isBlank = (form) => [...form.querySelectorAll("[data-line-start]")].every((field) => field.value.trim() === "");

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const form = field.closest("form[data-line-form]");
  if (!form || event.key !== "Enter" || event.isComposing || event.shiftKey || event.altKey) return;
  if (event.ctrlKey) {
    event.preventDefault();
    form.querySelector("button[value=next], button[value=save]").click();
  } else if (field.matches("textarea, select")) {
    event.preventDefault();
    if (field.matches("[data-line-start]") && isBlank(form)) form.querySelector("button[value=enter]").click();
    else after(form, field)?.focus();
  }
});
