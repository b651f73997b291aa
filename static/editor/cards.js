// One block of the paper as a card: made of what is stored, and read back from what is typed.
(function (editor) {
  "use strict";

  const NAMES = {
    paragraph: "Paragraph", heading: "Heading", bullets: "List",
    table: "Table", figure: "Picture", quotation: "Quotation",
  };
  // What a kind of block says; the rest of what a card held is let go when its kind changes.
  const SAYS = {
    paragraph: ["text", "number", "level"],
    heading: ["text", "number", "level"],
    bullets: ["points"],
    table: ["rows", "caption", "header_rows", "header_columns"],
    figure: ["asset", "alt", "caption"],
    quotation: ["text", "source"],
  };
  let made = 0;

  function point(given) {
    const item = editor.part("point");
    const [level, label, text] = given;
    item.dataset.level = level;
    item.querySelector("[data-label]").value = label;
    item.querySelector("[data-main]").value = text;
    return item;
  }

  function fill(card, block) {
    const body = card.querySelector("[data-body]");
    card.dataset.kind = block.kind;
    card.querySelector("[data-kind]").value = block.kind;
    card.querySelector("[data-marks]").hidden = block.kind === "figure";
    body.replaceChildren(editor.parts(block.kind));
    body.querySelectorAll("[data-field]").forEach(function (each) {
      const plain = { level: 1, header_rows: 1, header_columns: 0 }[each.dataset.field];
      const value = block[each.dataset.field];
      each.value = String(value === undefined ? (plain === undefined ? "" : plain) : value);
    });
    if (block.kind === "bullets") {
      const points = block.points && block.points.length ? block.points : [[0, "", ""]];
      body.querySelector("[data-points]").replaceChildren(...points.map(point));
    } else if (block.kind === "table") {
      editor.table.fill(card, block);
    } else if (block.kind === "figure") {
      editor.show(card, editor.addresses[block.asset] || "");
    }
    editor.name(card);
  }

  // The picture of a figure, once there is one.
  editor.show = function (card, address) {
    const picture = card.querySelector("[data-picture]");
    picture.hidden = !address;
    if (address) {
      picture.src = address;
    }
  };

  editor.point = point;

  editor.card = function (block) {
    const card = editor.part("card");
    card.dataset.key = block.id || "n" + ++made;
    card.id = "card-" + card.dataset.key;
    card.stored = block;
    card.querySelector('[data-field="exempt"]').value = block.exempt || "";
    card.querySelector("[data-more]").hidden = !block.exempt;
    card.querySelector('[data-do="more"]').setAttribute("aria-expanded", String(Boolean(block.exempt)));
    fill(card, block);
    return card;
  };

  editor.nameOf = function (block) {
    const words = (block.number || "") || (block.text || block.caption || "").slice(0, 30);
    return (NAMES[block.kind] + " " + words).trim();
  };

  // What a card is called: for who hears it, and where the card was changed.
  editor.name = function (card) {
    card.querySelector("[data-name]").textContent = editor.nameOf(editor.read(card));
  };

  editor.read = function (card) {
    const kind = card.dataset.kind;
    const block = { kind: kind };
    SAYS[kind].forEach(function (name) {
      if (card.stored[name] !== undefined) {
        block[name] = card.stored[name];
      }
    });
    card.querySelectorAll("[data-field]").forEach(function (each) {
      block[each.dataset.field] = each.hasAttribute("data-number") ? Number(each.value) : each.value;
    });
    if (kind === "bullets") {
      block.points = Array.from(card.querySelectorAll(".tabled-edit__point"), (item) => [
        Number(item.dataset.level),
        item.querySelector("[data-label]").value,
        item.querySelector("[data-main]").value,
      ]);
    } else if (kind === "table") {
      block.rows = editor.table.read(card);
    }
    block.id = card.stored.id || "";
    return block;
  };

  function words(block) {
    if (block.kind === "bullets") {
      return block.points.map((each) => each[2]).join("\n");
    }
    if (block.kind === "table") {
      return block.rows.map((row) => row.join("\t")).join("\n");
    }
    return block.text || block.alt || block.caption || "";
  }

  function asKind(kind, block) {
    const said = words(block);
    const lines = said.split("\n");
    const kept = { kind: kind, id: block.id, exempt: block.exempt };
    if (kind === "bullets") {
      return Object.assign(kept, { points: lines.map((line) => [0, "", line]) });
    }
    if (kind === "table") {
      return Object.assign(kept, { caption: block.caption || "", rows: lines.map((line) => line.split("\t")) });
    }
    if (kind === "figure") {
      return Object.assign(kept, { alt: said, caption: block.caption || "" });
    }
    const text = kind === "quotation" ? said : said.replace(/\s*\n\s*/g, " ").replace(/\t/g, " ");
    return Object.assign(kept, { text: text, number: block.number || "", source: block.source || "" });
  }

  // Another kind of block, with the words that it has.
  editor.turn = function (card, kind) {
    const before = editor.read(card);
    const after = asKind(kind, before);
    card.stored = after;
    fill(card, after);
    return before;
  };

  editor.turnBack = function (card, block) {
    card.stored = block;
    fill(card, block);
  };
})(window.tabledEditor);
