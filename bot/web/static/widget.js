// The 智能问答 button for a portal page:
//   <script src="https://address-of-the-bot/widget.js" defer></script>
// Asks about the page it stands on, or the one named in data-page. A portal with a
// Content-Security-Policy allows the bot's address in script-src and frame-src; nothing is inline.
(() => {
  "use strict";
  const script = document.currentScript;
  const home = new URL(".", script.src);

  const STYLE = `
    :host { all: initial !important; }
    * { box-sizing: border-box; }
    button {
      font: 600 16px/1.2 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; letter-spacing: normal;
      color: #fff; background: #12508f; border: 0; cursor: pointer;
    }
    button:hover { background: #0d3f73; }
    button:focus-visible { outline: 3px solid #f0b429; outline-offset: 2px; }
    .open {
      position: fixed; right: 20px; bottom: calc(24px + env(safe-area-inset-bottom)); z-index: 2147483646;
      padding: 14px 20px; border-radius: 26px; box-shadow: 0 3px 12px rgb(10 30 50 / 35%);
    }
    dialog {
      position: fixed; inset: auto 20px 20px auto; z-index: 2147483647; margin: 0; padding: 0; border: 0;
      width: min(440px, 100vw - 40px); height: min(720px, 100vh - 40px); height: min(720px, 100dvh - 40px); max-width: none; max-height: none;
      background: #f3f6f9; border-radius: 12px; overflow: hidden; box-shadow: 0 8px 32px rgb(10 30 50 / 35%);
    }
    dialog[open] { display: flex; flex-direction: column; animation: rise .18s ease-out; }
    .close { position: absolute; top: 0; right: 0; height: 47px; padding: 0 16px; font-size: 15px; }
    .close:focus-visible { outline-offset: -4px; }
    iframe { flex: 1; width: 100%; border: 0; }
    @keyframes rise { from { transform: translateY(16px); opacity: 0; } }
    @media (max-width: 600px), (max-height: 500px) {
      dialog { inset: 0; width: 100%; height: 100vh; height: 100dvh; border-radius: 0; }
    }
    @media (prefers-reduced-motion: reduce) { dialog[open] { animation: none; } }
  `;

  function made(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const opener = made("button", { type: "button", className: "open", textContent: "智能问答" });
  const closer = made("button", { type: "button", className: "close", textContent: "关闭" });
  const frame = made("iframe", { title: "预算公开智能问答", allow: "microphone; clipboard-write" });
  const dialog = made("dialog", {}, closer, frame);
  opener.setAttribute("aria-haspopup", "dialog");
  dialog.setAttribute("aria-label", "智能问答");

  function open() {
    if (!frame.hasAttribute("src")) {
      const chat = new URL(home);
      chat.searchParams.set("on", script.dataset.page || location.href.split("#")[0]);
      frame.src = chat.href;
    }
    // Over a whole phone nothing behind may be reached; beside a page it stays usable.
    if (matchMedia("(max-width: 600px), (max-height: 500px)").matches) dialog.showModal();
    else dialog.show();
    opener.hidden = true;
    frame.focus();
  }

  opener.addEventListener("click", open);
  closer.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    opener.hidden = false;
    opener.focus();
  });
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
  // Keys typed in the frame stay there; the chat tells of Escape.
  addEventListener("message", (event) => {
    const ours = event.origin === home.origin && event.source === frame.contentWindow;
    if (ours && event.data === "budgetqa:close") dialog.close();
  });

  const host = document.createElement("budgetqa-widget");
  const shadow = host.attachShadow({ mode: "open" });
  try {
    const sheet = new CSSStyleSheet(); // unlike a style element, no matter of the portal's policy
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(made("style", { textContent: STYLE })); // Safari before 16.4
  }
  shadow.append(opener, dialog);
  document.body.append(host);
})();
