"use strict";
// Each column of a list sorts: up, and down when it is asked again. The rows of one client stay together, and what is alike in its order.
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
document.querySelectorAll("table.list").forEach((table) => {
  const headers = Array.from(table.tHead.rows[0].cells);
  headers.forEach((header, column) => {
    const cell = (body) => body.rows[0].cells[column];
    const compare = (one, other) =>
      cell(one).dataset.order === undefined
        ? collator.compare(cell(one).textContent, cell(other).textContent)
        : Number(cell(one).dataset.order) - Number(cell(other).dataset.order);
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const down = header.getAttribute("aria-sort") === "ascending";
      headers.forEach((each) => each.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", down ? "descending" : "ascending");
      table.append(...Array.from(table.tBodies).sort((one, other) => (down ? compare(other, one) : compare(one, other))));
    });
  });
});
// What is typed leaves those in the lists that have it, in any case and without its accents.
const main = document.querySelector("main");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const label = document.createElement("label");
const search = document.createElement("input");
const found = document.createElement("output");
label.className = "search";
search.type = "search";
label.append(main.dataset.search, search, found);
document.querySelector(".summary").after(label);
const bodies = Array.from(document.querySelectorAll("table.list tbody"), (body) => [body, plain(body.textContent)]);
search.addEventListener("input", () => {
  const wanted = plain(search.value.trim());
  bodies.forEach(([body, text]) => (body.hidden = !text.includes(wanted)));
  found.textContent = wanted ? bodies.filter(([body]) => !body.hidden).length : "";
});
