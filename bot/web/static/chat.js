// Runs once in the transcript's element: clicks become questions, the newest turn comes into view.
document.documentElement.lang = "zh-CN";

function show(turn) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  turn?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

const SILENT = 30_000; // milliseconds after which no answer is to be expected

function showPending(question) {
  if (!question.trim()) return;
  const turn = document.createElement("section");
  turn.className = "turn pending";
  turn.innerHTML = '<p class="asked"></p><article class="card"><p class="lead">正在查找…</p></article>';
  turn.querySelector(".asked").textContent = question;
  (element.querySelector(".turns") ?? element.querySelector(".welcome")?.parentElement)?.append(turn);
  show(turn);
  setTimeout(() => (turn.querySelector(".lead").textContent = "暂时没有收到回答，请检查网络后再试。"), SILENT);
}

// In the portal's panel: the portal closes it.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && parent !== window) parent.postMessage("budgetqa:close", "*");
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-question]");
  if (!button) return;
  showPending(button.dataset.question);
  trigger("select", { question: button.dataset.question });
});

document.getElementById("transcript").addEventListener("asked", (event) => showPending(event.detail));

watch("value", () => {
  for (const sheet of element.querySelectorAll(".sheet")) {
    const cited = sheet.querySelector(".cited");
    if (cited) sheet.scrollLeft = cited.offsetLeft + cited.offsetWidth - sheet.clientWidth;
  }
  show([...element.querySelectorAll(".turn")].at(-1));
});
