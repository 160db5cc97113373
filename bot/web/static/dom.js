// What the parts of the page share.

/** An element with attributes and a text. */
export function made(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** What a selector finds, once Gradio has drawn it. */
export async function drawn(selector) {
  for (;;) {
    const found = document.querySelector(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

/** The box in which questions are typed. */
export const box = () => drawn("#question input, #question textarea");

/** Put words into the box as if they were typed. */
export function fill(typing, text) {
  typing.value = text;
  typing.dispatchEvent(new Event("input", { bubbles: true }));
}
