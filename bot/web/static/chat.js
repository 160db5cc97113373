// Runs once in the transcript's element, which Gradio hands over with trigger and watch: what is
// asked is shown at once, what is answered comes into view. The rest of the page are the modules.
document.documentElement.lang = "zh-CN";

const transcript = document.getElementById("transcript");
const PARTS = ["hints", "history", "replies", "voice"];
const ANSWERING = "/gradio_api/run/predict";
const SILENT = 30_000; // milliseconds after which no answer is to be expected

const spoken = document.createElement("p"); // the transcript is drawn anew each time: this is read out
spoken.id = "spoken";
spoken.className = "unseen";
spoken.setAttribute("role", "status");
document.body.append(spoken);

function show(turn) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  turn?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function ask(question) {
  transcript.dispatchEvent(new CustomEvent("asked", { detail: question }));
  trigger("select", { question });
}

function showPending(question) {
  const turn = document.createElement("section");
  turn.className = "turn pending";
  turn.innerHTML = '<p class="asked"></p><article class="card"><p class="lead">正在查找…</p></article>';
  turn.querySelector(".asked").textContent = question;
  for (const before of element.querySelectorAll(".pending")) before.remove();
  (element.querySelector(".turns") ?? element.querySelector(".welcome")?.parentElement)?.append(turn);
  show(turn);
  setTimeout(() => turn.isConnected && giveUp(), SILENT);
}

function giveUp() {
  const waiting = element.querySelector(".pending .lead, .loading");
  if (waiting) spoken.textContent = waiting.textContent = "暂时没有收到回答，请检查网络后再试。";
}

// Gradio tells of a failed request only in a note of its own, in English, which is not shown.
const fetched = window.fetch;
window.fetch = (...request) => {
  const response = fetched(...request);
  if (String(request[0]?.url ?? request[0]).includes(ANSWERING)) response.then((got) => got.ok || giveUp(), giveUp);
  return response;
};

transcript.addEventListener("asked", (event) => event.detail.trim() && showPending(event.detail));

transcript.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-question]");
  if (button) ask(button.dataset.question);
});

// In the portal's panel: the portal closes it.
if (parent !== window) {
  document.documentElement.classList.add("framed");
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") parent.postMessage("budgetqa:close", "*");
  });
}

watch("value", () => {
  for (const sheet of element.querySelectorAll(".sheet")) {
    const cited = sheet.querySelector(".cited");
    if (cited) sheet.scrollLeft = cited.offsetLeft + cited.offsetWidth - sheet.clientWidth;
  }
  const newest = [...element.querySelectorAll(".turn")].at(-1);
  spoken.textContent = newest?.querySelector(".lead")?.textContent ?? "";
  show(newest);
  transcript.dispatchEvent(new CustomEvent("drawn"));
});

for (const part of PARTS) {
  import(new URL(`web/${part}.js`, document.baseURI)).then((module) => module.start({ transcript, ask, show }));
}
