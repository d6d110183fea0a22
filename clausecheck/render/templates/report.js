"use strict";
(() => {
  const root = document.documentElement;
  const live = document.getElementById("live");
  const language = document.getElementById("language");
  const unfold = document.getElementById("unfold");
  const shown = () => root.dataset.shown;
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  const show = (code) => {
    root.dataset.shown = code;
    root.lang = code;
    language.textContent = language.dataset[code];
    language.lang = code === "fr" ? "en" : "fr";
  };

  const copyOldWay = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy).textContent;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyOldWay(text);
    }
    button.focus();
    live.textContent = "";
    const message = live.dataset[shown() + (done ? "" : "Failed")];
    setTimeout(() => { live.textContent = message; }, 50);
    button.classList.toggle("done", done);
    setTimeout(() => button.classList.remove("done"), 2500);
  };

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") target.open = true;
  };

  show(shown());
  all("[hidden]").forEach((element) => { element.hidden = false; });
  all("[data-copy]").forEach((button) => button.addEventListener("click", () => copy(button)));
  language.addEventListener("click", () => show(shown() === "fr" ? "en" : "fr"));
  document.getElementById("print").addEventListener("click", () => window.print());
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(open));
    all("main details").forEach((element) => { element.open = open; });
  });

  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((element) => { element.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((element) => { element.open = false; }));
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
