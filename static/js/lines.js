// Lines of a form set by keyboard alone: Enter goes to the next line, in the last one it adds a line;
// Ctrl+Enter sends the form. Without this script the button that adds a line and the one that saves do the same.
//
//   <form>  {{ formset.management_form }}
//     <div data-lines="conclusions">            prefix of the form set
//       <div data-line> fields </div> …
//       <template> <div data-line> fields named conclusions-__prefix__-… </div> </template>
//     </div>
//     <button name="add" value="1" data-add-line="conclusions">Thêm dòng</button>
//   </form>
//
// In a textarea Enter stays a new line of text, unless it carries data-enter="next" (then Shift+Enter makes one).

const linesOf = (box) => [...box.querySelectorAll("[data-line]")];
const firstField = (line) => line.querySelector("input:not([type=hidden]), select, textarea");

function addLine(box) {
  const total = box.closest("form").elements[`${box.dataset.lines}-TOTAL_FORMS`];
  const template = box.querySelector("template");
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
  const line = holder.content.querySelector("[data-line]");
  template.before(line);
  total.value = Number(total.value) + 1;
  firstField(line).focus();
}

function goOn(field) {
  const box = field.closest("[data-lines]");
  const lines = linesOf(box);
  const next = lines[lines.indexOf(field.closest("[data-line]")) + 1];
  if (next) firstField(next).focus();
  else addLine(box);
}

function movesOn(field) {
  if (!field.closest("[data-lines] [data-line]")) return false;
  return field.matches("textarea") ? field.dataset.enter === "next" : field.matches("input, select");
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  if (event.ctrlKey && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (movesOn(event.target)) {
    event.preventDefault();
    goOn(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-line]");
  if (!button) return;
  event.preventDefault();
  addLine(document.querySelector(`[data-lines="${button.dataset.addLine}"]`));
});
