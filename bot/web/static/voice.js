// Questions spoken and answers read aloud, where the browser can; elsewhere nothing of it is shown.
import { box, drawn, fill, made } from "./dom.js";

const ICON = '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/></svg>';

export async function start({ transcript }) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (Recognition) listen(new Recognition(), await box(), await drawn("#send"));
  if ("speechSynthesis" in window) readAloud(transcript);
}

function listen(recognition, typing, send) {
  const button = made("button", { type: "button", id: "microphone", "aria-label": "语音输入" });
  button.innerHTML = ICON;
  button.title = "语音输入（由浏览器识别）";
  button.setAttribute("aria-pressed", "false");
  send.before(button);
  Object.assign(recognition, { lang: "zh-CN", interimResults: true });

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return recognition.stop();
    button.setAttribute("aria-pressed", "true");
    recognition.start();
  });
  recognition.addEventListener("result", ({ results }) => {
    fill(typing, [...results].map((result) => result[0].transcript).join(""));
  });
  recognition.addEventListener("error", ({ error }) => {
    const denied = error === "not-allowed" || error === "service-not-allowed";
    button.title = denied ? "没有使用麦克风的权限" : "没有听清，请再说一次";
    document.getElementById("spoken").textContent = button.title;
  });
  recognition.addEventListener("end", () => {
    button.setAttribute("aria-pressed", "false");
    typing.focus();
  });
}

function readAloud(transcript) {
  document.documentElement.classList.add("reads-aloud");
  let reading = null;

  function stop() {
    if (reading) reading.textContent = "朗读";
    reading = null;
    speechSynthesis.cancel();
  }

  transcript.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-aloud]");
    if (!button) return;
    const again = button === reading;
    stop();
    if (again) return;
    const words = new SpeechSynthesisUtterance(button.dataset.aloud);
    words.lang = "zh-CN";
    words.addEventListener("end", () => reading === button && stop());
    reading = button;
    button.textContent = "停止朗读";
    speechSynthesis.speak(words);
  });
  transcript.addEventListener("asked", stop);
  addEventListener("pagehide", stop);
}
