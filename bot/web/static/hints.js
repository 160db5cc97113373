// Questions offered while one is typed: a combobox with a listbox above the box.
import { box, fill, made } from "./dom.js";

const WAIT = 150; // milliseconds of no typing before hints are asked for

export async function start({ transcript, ask }) {
  const typing = await box();
  const list = made("ul", { id: "hints", role: "listbox", "aria-label": "可能想问的问题" });
  document.getElementById("asking").append(list);
  typing.setAttribute("role", "combobox");
  typing.setAttribute("aria-autocomplete", "list");
  typing.setAttribute("aria-controls", list.id);
  typing.setAttribute("autocomplete", "off");

  let waiting, asking, active;

  function activate(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) typing.setAttribute("aria-activedescendant", active.id);
    else typing.removeAttribute("aria-activedescendant");
  }

  function offer(questions) {
    list.replaceChildren(...questions.map(optionOf));
    list.hidden = !questions.length;
    typing.setAttribute("aria-expanded", String(!list.hidden));
    activate(null);
  }

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    offer([]);
  }

  async function look() {
    asking?.abort();
    asking = new AbortController();
    const wanted = new URLSearchParams({ q: typing.value });
    const page = new URLSearchParams(location.search).get("on");
    if (page) wanted.set("page", page);
    try {
      const found = await fetch(new URL(`api/hints?${wanted}`, document.baseURI), { signal: asking.signal });
      if (found.ok) offer((await found.json()).hints);
    } catch {
      // Typing on, or the network: hints are a help, not a need.
    }
  }

  function choose(option) {
    const question = option.textContent;
    close();
    fill(typing, "");
    ask(question);
  }

  typing.addEventListener("input", () => {
    clearTimeout(waiting);
    if (typing.value.trim()) waiting = setTimeout(look, WAIT);
    else close();
  });
  // Before Gradio, which sends on Enter.
  document.getElementById("question").addEventListener("keydown", onKey, { capture: true });
  typing.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  transcript.addEventListener("asked", close);

  function onKey(event) {
    if (event.isComposing || list.hidden) return;
    const options = [...list.children];
    const at = options.indexOf(active);
    if (event.key === "ArrowDown") activate(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") activate(options.at(at > 0 ? at - 1 : -1));
    else if (event.key === "Enter" && active) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  offer([]);
  typing.focus({ preventScroll: true });
}

function optionOf(question, n) {
  return made("li", { id: `hint-${n}`, role: "option", "aria-selected": "false" }, question);
}
