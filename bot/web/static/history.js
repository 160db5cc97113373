// What was asked in this tab, to go back to; kept in the tab, so that it outlives the next page.
import { drawn, made } from "./dom.js";

const KEY = "budgetqa:asked";
const MOST = 30;

export async function start({ transcript, ask, show }) {
  const menu = made("details", { id: "history" });
  menu.innerHTML = '<summary>提问记录</summary><div class="asked-before"><ul></ul><button type="button">清空记录</button></div>';
  (await drawn("#banner h1")).parentElement.append(menu);
  const list = menu.querySelector("ul");
  const clear = menu.querySelector("div > button");

  function draw() {
    const asked = read();
    menu.hidden = !asked.length;
    list.replaceChildren(...asked.map(lineOf));
  }

  transcript.addEventListener("asked", ({ detail: question }) => {
    const before = read().filter((other) => other !== question);
    if (question.trim()) write([question, ...before].slice(0, MOST));
    draw();
  });
  list.addEventListener("click", (event) => {
    const question = event.target.closest("button")?.textContent;
    if (!question) return;
    menu.open = false;
    const turns = [...transcript.querySelectorAll(".turn")];
    const turn = turns.findLast((other) => other.dataset.asked === question);
    if (turn) show(turn);
    else ask(question);
  });
  clear.addEventListener("click", () => {
    write([]);
    location.reload(); // the conversation goes too
  });
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
  draw();
}

function lineOf(question) {
  const line = document.createElement("li");
  line.append(made("button", { type: "button" }, question));
  return line;
}

// A browser may forbid storage to a page in a frame; then nothing is kept beyond the page.
let here = [];

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return here;
  }
}

function write(asked) {
  here = asked;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(asked));
  } catch {
    // Kept above.
  }
}
