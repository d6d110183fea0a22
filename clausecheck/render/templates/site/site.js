"use strict";
(() => {
  const root = document.body.dataset.root;
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[’']/g, " ");

  const form = document.querySelector(".search");
  const box = document.getElementById("query");
  const found = document.getElementById("found");
  const count = found.querySelector(".count");
  const list = found.querySelector("ol");
  const rules = (window.RULES || []).map((rule) => ({ ...rule, title: plain(rule.t), text: plain(rule.x) }));
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.focus(); });
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") { box.value = ""; search(); } });
  box.addEventListener("input", search);

  function search() {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    found.hidden = !words.length;
    if (!words.length) { list.replaceChildren(); return; }
    const hits = rules
      .filter((rule) => words.every((word) => rule.text.includes(word)))
      .map((rule) => ({ rule, score: words.filter((word) => rule.title.includes(word)).length + (rule.k === "categories" ? .5 : rule.k ? -.5 : 0) }))
      .sort((one, other) => other.score - one.score || one.rule.t.localeCompare(other.rule.t));
    count.textContent = !hits.length ? count.dataset.none : hits.length === 1 ? count.dataset.one : `${hits.length} ${count.dataset.many}`;
    list.replaceChildren(...hits.slice(0, 30).map(({ rule }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const theme = document.createElement("span");
      link.href = root + rule.u;
      link.textContent = rule.t;
      theme.textContent = rule.h;
      item.append(link, " ", theme);
      return item;
    }));
  }

  if (navigator.clipboard) {
    for (const wording of document.querySelectorAll(".wording")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = document.body.dataset.copy;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(wording.innerText);
        button.textContent = document.body.dataset.copied;
        setTimeout(() => { button.textContent = document.body.dataset.copy; }, 2000);
      });
      const level = wording.previousElementSibling;
      button.title = `${button.textContent} (${level.textContent})`;
      level.after(button);
    }
  }

  const asOf = document.querySelector(".as-of");
  if (!asOf) return;
  const entries = [...document.querySelectorAll(".timeline [data-from]")];
  const status = asOf.querySelector("[role=status]");
  asOf.hidden = false;
  asOf.addEventListener("submit", (event) => event.preventDefault());
  asOf.addEventListener("input", () => show(document.getElementById("day").value));
  asOf.addEventListener("reset", () => show(""));

  function show(day) {
    for (const entry of entries) {
      const until = entry.dataset.until;
      entry.hidden = Boolean(day) && ("ends" in entry.dataset || !(entry.dataset.from <= day && (!until || day < until)));
    }
    for (const year of document.querySelectorAll(".timeline .year")) {
      year.hidden = !year.querySelector("[data-from]:not([hidden])");
    }
    const left = entries.filter((entry) => !entry.hidden).length;
    status.textContent = day ? `${left} ${status.dataset.many}` : "";
  }
})();
