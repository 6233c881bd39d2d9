// Filters the table of students and the heat map; sorting is done by `sortable`.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const table = byId("table");
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
  }
  const students = Array.from(table.tBodies[0].rows, (row) => ({
    row,
    inHeat: byId(row.dataset.at),
    words: plain(row.textContent),
    tags: (row.dataset.tags || "").split(" "),
    core: row.dataset.core === undefined ? NaN : Number(row.dataset.core),
  }));
  const filter = () => {
    const words = plain(byId("words").value).split(/\s+/).filter(Boolean);
    const kind = byId("kind").value;
    const below = byId("below").value;
    let shown = 0;
    for (const student of students) {
      const fits =
        words.every((word) => student.words.includes(word)) &&
        (!kind || student.tags.includes(kind)) &&
        (below === "" || student.core < Number(below));
      shown += fits;
      student.row.hidden = !fits;
      if (student.inHeat) student.inHeat.hidden = !fits;
    }
    for (const piece of document.querySelectorAll(".piece")) {
      piece.hidden = !piece.querySelector("tbody tr:not([hidden])");
    }
    const said = byId("shown");
    said.textContent = said.dataset.words
      .replace("{shown}", shown)
      .replace("{total}", students.length);
  };
  for (const id of ["words", "kind", "below"]) byId(id).addEventListener("input", filter);
  byId("controls").hidden = false;
})();
