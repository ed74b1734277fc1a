
"use strict";
// Each column of a list sorts: up, and down when it is asked again. Rows that are alike keep their order.
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
document.querySelectorAll("table.list").forEach((table) => {
  const body = table.tBodies[0];
  const headers = Array.from(table.tHead.rows[0].cells);
  headers.forEach((header, column) => {
    const order = (row) => row.cells[column].dataset.order;
    const text = (row) => row.cells[column].textContent;
    const compare = (one, other) =>
      order(one) === undefined ? collator.compare(text(one), text(other)) : Number(order(one)) - Number(order(other));
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const down = header.getAttribute("aria-sort") === "ascending";
      headers.forEach((each) => each.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...Array.from(body.rows).sort((one, other) => (down ? compare(other, one) : compare(one, other))));
    });
  });
});
