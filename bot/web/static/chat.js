// Runs once in the transcript's element: clicks become questions, the newest turn comes into view.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-question]");
  if (button) trigger("select", { question: button.dataset.question });
});

watch("value", () => {
  for (const sheet of element.querySelectorAll(".sheet")) {
    const cited = sheet.querySelector(".cited");
    if (cited) sheet.scrollLeft = cited.offsetLeft + cited.offsetWidth - sheet.clientWidth;
  }
  const turns = element.querySelectorAll(".turn");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  turns[turns.length - 1]?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
});
