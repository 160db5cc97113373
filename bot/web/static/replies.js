// What can be done with an answer: copy it with its sources, and say whether it was useful.
import { made } from "./dom.js";

const THANKS = "已收到，谢谢。";

export function start({ transcript }) {
  const rated = new Set(); // questions; the transcript is drawn anew with every turn

  transcript.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy], button[data-useful]");
    if (button?.dataset.copy) copy(button);
    else if (button?.dataset.useful === "true") rate(button.closest(".turn"), true);
    else if (button) askWhy(button);
  });

  transcript.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = new FormData(event.target);
    const reason = [said.get("reason"), said.get("more").trim()].filter(Boolean).join("：");
    rate(event.target.closest(".turn"), false, reason);
  });

  // Part of an answer in which a language model had a part is copied with the label that says so.
  transcript.addEventListener("copy", (event) => {
    const chosen = getSelection();
    const card = chosen.anchorNode?.parentElement?.closest(".card[data-caution]");
    if (!card || chosen.isCollapsed) return;
    event.clipboardData.setData("text/plain", `${chosen}\n${card.dataset.caution}`);
    event.preventDefault();
  });

  transcript.addEventListener("drawn", () => {
    for (const turn of transcript.querySelectorAll(".turn")) {
      if (rated.has(turn.dataset.asked)) tell(turn, THANKS);
    }
  });

  async function rate(turn, useful, reason = null) {
    const { session, status } = turn.querySelector(".rating").dataset;
    const question = turn.dataset.asked;
    const done = await send({ question, session: session || null, status, useful, reason });
    if (done) rated.add(question);
    tell(turn, done ? THANKS : "没有提交成功，请稍后再试。");
  }
}

function askWhy(button) {
  const form = button.closest(".turn").querySelector(".why");
  form.hidden = !form.hidden;
  button.setAttribute("aria-expanded", String(!form.hidden));
  if (form.hidden) return;
  form.querySelector("input").focus({ preventScroll: true });
  form.scrollIntoView({ block: "center" });
}

async function send(rating) {
  try {
    const sent = await fetch(new URL("api/ratings", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(rating),
    });
    return sent.ok;
  } catch {
    return false;
  }
}

/** The outcome in place of the buttons. */
function tell(turn, outcome) {
  const rating = turn.querySelector(".rating");
  if (!rating) return;
  const line = made("span", { role: "status" });
  rating.replaceChildren(line);
  line.textContent = outcome;
  turn.querySelector(".why").hidden = true;
}

async function copy(button) {
  const label = button.textContent;
  button.textContent = (await copied(button.dataset.copy)) ? "已复制" : "无法复制";
  setTimeout(() => (button.textContent = label), 2000);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text); // no clipboard on plain http, or in a frame that was not given it
  }
}

function copiedByHand(text) {
  const field = made("textarea", { class: "unseen" }, text);
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
