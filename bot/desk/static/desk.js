"use strict";

/* Copy the words of a field; without the clipboard (plain HTTP) they are selected and copied. */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.copies) {
    const done = await copy(document.getElementById(button.dataset.copies));
    button.parentElement.querySelector(".copied").textContent = done ? "已复制" : "请按 Ctrl+C 复制";
  }
  if (button.dataset.question && document.getElementById("ask")) {
    document.getElementById("question").value = button.dataset.question;
    document.getElementById("ask").submit();
  }
});

/* Of a chart wider than the screen the latest days are seen first. */
for (const plot of document.querySelectorAll(".plot")) plot.scrollLeft = plot.scrollWidth;

/* A form that takes long says so and is sent once. */
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[data-busy]");
  if (!button) return;
  button.textContent = button.dataset.busy;
  setTimeout(() => { button.disabled = true; });
});
