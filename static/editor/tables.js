// A table in the editor: its cells, rows and columns, and cells pasted from Excel or Word.
(function (editor) {
  "use strict";

  function cell(text) {
    const box = document.createElement("td");
    const words = document.createElement("textarea");
    words.rows = 1;
    words.className = "govuk-textarea";
    words.value = text;
    box.append(words);
    return box;
  }

  function rowOf(texts) {
    const row = document.createElement("tr");
    row.append(...texts.map(cell));
    return row;
  }

  function body(card) {
    return card.querySelector("[data-rows]");
  }

  function width(rows) {
    return Math.max(1, ...Array.from(rows.rows, (row) => row.cells.length));
  }

  // Every cell says where it stands, and looks like what it is.
  function tidy(card) {
    const rows = body(card);
    const many = width(rows);
    const heads = Number(card.querySelector('[data-field="header_rows"]').value);
    const sides = Number(card.querySelector('[data-field="header_columns"]').value);
    Array.from(rows.rows).forEach(function (row, down) {
      while (row.cells.length < many) {
        row.append(cell(""));
      }
      Array.from(row.cells).forEach(function (box, across) {
        const isHead = down < heads || across < sides;
        box.classList.toggle("tabled-edit__heads", isHead);
        box.firstChild.setAttribute(
          "aria-label",
          (isHead ? "Header, row " : "Row ") + (down + 1) + ", column " + (across + 1),
        );
      });
    });
  }

  // Where the person stands in the table; the last cell, where they are elsewhere.
  function place(card) {
    const box = card.lastCell && card.lastCell.isConnected ? card.lastCell : body(card).rows[0].cells[0];
    return { row: box.parentElement.rowIndex, column: box.cellIndex };
  }

  function focus(card, row, column) {
    const rows = body(card).rows;
    const line = rows[Math.min(row, rows.length - 1)];
    line.cells[Math.min(column, line.cells.length - 1)].firstChild.focus();
  }

  const table = (editor.table = {});

  table.fill = function (card, block) {
    const rows = block.rows && block.rows.length ? block.rows : [["", ""], ["", ""]];
    body(card).replaceChildren(...rows.map(rowOf));
    tidy(card);
    body(card).addEventListener("focusin", (event) => (card.lastCell = event.target.closest("td")));
    body(card).addEventListener("paste", (event) => paste(card, event));
    card.querySelectorAll('[data-field^="header_"]').forEach((each) =>
      each.addEventListener("change", () => tidy(card)),
    );
  };

  table.read = function (card) {
    return Array.from(body(card).rows, (row) => Array.from(row.cells, (box) => box.firstChild.value));
  };

  const done = {
    "add-row": function (card) {
      const rows = body(card);
      const { row, column } = place(card);
      const added = rowOf(Array(width(rows)).fill(""));
      rows.rows[row].after(added);
      tidy(card);
      focus(card, row + 1, column);
      return { said: "Row added", back: () => added.remove() };
    },
    "add-column": function (card) {
      const { row, column } = place(card);
      const added = Array.from(body(card).rows, function (line) {
        const box = cell("");
        line.cells[column].after(box);
        return box;
      });
      tidy(card);
      focus(card, row, column + 1);
      return { said: "Column added", back: () => added.forEach((box) => box.remove()) };
    },
    "remove-row": function (card) {
      const rows = body(card);
      if (rows.rows.length < 2) {
        return { said: "A table keeps at least one row" };
      }
      const { row, column } = place(card);
      const gone = rows.rows[row];
      const after = gone.nextElementSibling;
      gone.remove();
      tidy(card);
      focus(card, row, column);
      return { said: "Row " + (row + 1) + " removed", back: () => rows.insertBefore(gone, after) };
    },
    "remove-column": function (card) {
      const rows = body(card);
      if (width(rows) < 2) {
        return { said: "A table keeps at least one column" };
      }
      const { row, column } = place(card);
      const gone = Array.from(rows.rows, function (line) {
        const box = line.cells[column];
        const kept = [line, box, box.nextElementSibling];
        box.remove();
        return kept;
      });
      tidy(card);
      focus(card, row, column);
      const back = () => gone.forEach(([line, box, after]) => line.insertBefore(box, after));
      return { said: "Column " + (column + 1) + " removed", back: back };
    },
  };

  // What was done to a table can be undone; the words in its other cells stay as they are.
  table.change = function (card, what) {
    const found = done[what](card);
    const back =
      found.back &&
      function () {
        found.back();
        tidy(card);
      };
    return { said: found.said, back: back };
  };

  table.does = (what) => what in done;

  // Cells from Excel come as lines with tabs, and from Word as a table.
  editor.cellsOf = function (clipboard) {
    const html = clipboard.getData("text/html");
    if (html && /<table/i.test(html)) {
      const found = new DOMParser().parseFromString(html, "text/html").querySelector("table");
      return Array.from(found.rows, (row) =>
        Array.from(row.cells).flatMap(function (box) {
          const words = box.textContent.replace(/\s+/g, " ").trim();
          return [words, ...Array(Math.max(0, box.colSpan - 1)).fill("")];
        }),
      );
    }
    const text = clipboard.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    return text.includes("\t") ? text.split("\n").map((line) => line.split("\t").map((each) => each.trim())) : null;
  };

  function paste(card, event) {
    const cells = editor.cellsOf(event.clipboardData);
    if (!cells) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    card.lastCell = event.target.closest("td");
    const rows = body(card);
    const from = place(card);
    cells.forEach(function (texts, down) {
      const row = rows.rows[from.row + down] || rows.appendChild(rowOf([]));
      texts.forEach(function (text, across) {
        while (row.cells.length <= from.column + across) {
          row.append(cell(""));
        }
        row.cells[from.column + across].firstChild.value = text;
      });
    });
    tidy(card);
    editor.fitAll(card);
    editor.announce(cells.length + " rows pasted");
    editor.changed();
  }
})(window.tabledEditor);
