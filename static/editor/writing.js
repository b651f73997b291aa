// Writing: blocks added, moved, removed and turned into others, by mouse and by keyboard, with undo.
(function (editor) {
  "use strict";

  const list = (editor.list = document.createElement("ol"));
  const undo = document.getElementById("undo");
  const undone = [];
  list.className = "tabled-edit__list";
  list.setAttribute("aria-label", "Blocks of the paper");

  function main(card) {
    return card.querySelector("[data-main]") || card.querySelector("td textarea");
  }

  function focusOn(card) {
    const box = card && main(card);
    if (box) {
      box.focus();
    }
  }

  // Every change of the order can be taken back; words that were typed since stay as they are.
  function done(said, back, focus) {
    editor.announce(said + (back ? ". It can be undone." : ""));
    if (back) {
      undone.push({ said: said, back: back, focus: focus });
      showUndo();
    }
    editor.changed();
  }

  function showUndo() {
    const last = undone[undone.length - 1];
    undo.hidden = !last;
    undo.textContent = last ? "Undo: " + last.said.toLowerCase() : "Undo";
  }

  undo.addEventListener("click", function () {
    const last = undone.pop();
    last.back();
    showUndo();
    editor.announce("Undone: " + last.said);
    focusOn(last.focus);
    editor.changed();
  });

  function add(block, after) {
    const card = editor.card(block);
    if (after) {
      after.after(card);
    } else {
      list.append(card);
    }
    editor.fitAll(card);
    focusOn(card);
    return card;
  }

  function isEmpty(card) {
    return !Array.from(card.querySelectorAll("textarea, [data-body] input")).some((each) => each.value.trim());
  }

  function remove(card) {
    const next = card.nextElementSibling;
    const before = card.previousElementSibling;
    const name = editor.nameOf(editor.read(card));
    card.remove();
    const back = () => (next && next.isConnected ? next.before(card) : before && before.isConnected ? before.after(card) : list.append(card));
    done(name + " removed", back, card);
    focusOn(next || before);
  }

  function move(card, isUp) {
    const other = isUp ? card.previousElementSibling : card.nextElementSibling;
    const at = document.activeElement;
    if (!other) {
      editor.announce(isUp ? "It stands first already" : "It stands last already");
      return;
    }
    if (isUp) {
      other.before(card);
    } else {
      other.after(card);
    }
    at.focus();
    const place = Array.from(list.children).indexOf(card) + 1;
    const said = editor.nameOf(editor.read(card)) + " moved to place " + place + " of " + list.children.length;
    done(said, () => move(card, !isUp), card);
  }

  function addBelow(card, kind, said) {
    const added = add({ kind: kind }, card);
    const back = function () {
      if (isEmpty(added)) {
        added.remove();
      } else {
        editor.announce("It has words by now: remove it by its own button");
      }
    };
    done(said || "Block added", back, card);
    return added;
  }

  const acts = {
    up: (card) => move(card, true),
    down: (card) => move(card, false),
    add: (card) => addBelow(card, "paragraph"),
    remove: remove,
    more: function (card, button) {
      const part = card.querySelector("[data-more]");
      part.hidden = !part.hidden;
      button.setAttribute("aria-expanded", String(!part.hidden));
      editor.fitAll(part);
    },
    comment: (card) => editor.comment(card),
    "add-point": (card) => addPoint(card, card.querySelector("[data-points]").lastElementChild),
    in: (card, button) => deepen(button.closest("li"), 1),
    out: (card, button) => deepen(button.closest("li"), -1),
    "remove-point": (card, button) => removePoint(card, button.closest("li")),
  };

  function addPoint(card, after, text) {
    const level = after ? after.dataset.level : 0;
    const item = editor.point([Number(level), "", text || ""]);
    const points = card.querySelector("[data-points]");
    points.insertBefore(item, after ? after.nextElementSibling : null);
    item.querySelector("[data-main]").focus();
    editor.changed();
    return item;
  }

  function deepen(item, by) {
    const before = item.previousElementSibling;
    const most = before ? Number(before.dataset.level) + 1 : 0;
    item.dataset.level = Math.min(Math.max(0, Number(item.dataset.level) + by), most);
    editor.announce("Level " + (Number(item.dataset.level) + 1));
    editor.changed();
  }

  function removePoint(card, item) {
    const next = item.nextElementSibling;
    const points = item.parentElement;
    if (points.children.length < 2) {
      editor.announce("A list keeps at least one point");
      return;
    }
    item.remove();
    done("Point removed", () => points.insertBefore(item, next && next.isConnected ? next : null), card);
    (next || points.lastElementChild).querySelector("[data-main]").focus();
  }

  // Marks for emphasis, links, and words that the public does not read, written into the words.
  function mark(card, sign) {
    const last = card.lastBox && card.lastBox.isConnected ? card.lastBox : main(card);
    const box = last && last.tagName === "TEXTAREA" ? last : card.querySelector("textarea[data-main]");
    const from = box.selectionStart;
    const chosen = box.value.slice(from, box.selectionEnd);
    box.focus();
    if (sign === "link") {
      const isAddress = /^https:\/\/\S+$/.test(chosen);
      box.setRangeText(isAddress ? "[](" + chosen + ")" : "[" + chosen + "](https://)", from, box.selectionEnd);
      const at = isAddress || !chosen ? from + 1 : from + chosen.length + 11;
      box.setSelectionRange(at, at);
    } else {
      const end = sign === "[[" ? "]]" : sign;
      box.setRangeText(sign + chosen + end, from, box.selectionEnd);
      box.setSelectionRange(from + sign.length, from + sign.length + chosen.length);
    }
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  list.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    const card = button && button.closest(".tabled-edit__card");
    if (!card) {
      return;
    }
    if (button.dataset.mark) {
      mark(card, button.dataset.mark);
    } else if (editor.table.does(button.dataset.do)) {
      const found = editor.table.change(card, button.dataset.do);
      done(found.said, found.back, card);
    } else if (acts[button.dataset.do]) {
      acts[button.dataset.do](card, button);
    }
  });

  list.addEventListener("change", function (event) {
    const card = event.target.closest(".tabled-edit__card");
    if (event.target.matches("[data-kind]")) {
      const before = editor.turn(card, event.target.value);
      editor.fitAll(card);
      done(editor.nameOf(editor.read(card)) + " now", () => editor.turnBack(card, before), card);
    }
    editor.name(card);
  });

  list.addEventListener("focusin", function (event) {
    const card = event.target.closest(".tabled-edit__card");
    if (event.target.matches("textarea") && card) {
      card.lastBox = event.target;
    }
  });

  list.addEventListener("input", function (event) {
    if (event.target.matches("textarea")) {
      editor.fit(event.target);
    }
    const wrong = event.target.closest(".tabled-edit__card").querySelector("[data-wrong]");
    wrong.hidden = true;
  });

  // Enter begins the next paragraph or point; at the beginning of one, Backspace joins it to the last.
  function enter(card, box, event) {
    const item = box.closest(".tabled-edit__point");
    if (event.shiftKey || (!item && !["paragraph", "heading"].includes(card.dataset.kind))) {
      return;
    }
    event.preventDefault();
    const after = box.value.slice(box.selectionEnd);
    box.value = box.value.slice(0, box.selectionStart);
    editor.fit(box);
    if (item) {
      addPoint(card, item, after);
      return;
    }
    const added = addBelow(card, "paragraph", "Paragraph added");
    const next = main(added);
    next.value = after;
    editor.fit(next);
    next.focus();
    next.setSelectionRange(0, 0);
  }

  function backspace(card, box, event) {
    const before = card.previousElementSibling;
    const isFirst = box.selectionStart === 0 && box.selectionEnd === 0;
    if (!isFirst || card.dataset.kind !== "paragraph" || !before || before.dataset.kind !== "paragraph") {
      return;
    }
    if (card.querySelector('[data-field="number"]').value || card.querySelector('[data-field="exempt"]').value) {
      return;
    }
    event.preventDefault();
    const into = before.querySelector("[data-main]");
    const at = into.value.length;
    const joined = [into.value.replace(/\s+$/, ""), box.value.replace(/^\s+/, "")];
    remove(card);
    into.value = joined.filter(Boolean).join(" ");
    into.focus();
    into.setSelectionRange(at, at);
    editor.fit(into);
  }

  list.addEventListener("keydown", function (event) {
    const card = event.target.closest(".tabled-edit__card");
    const box = event.target;
    const item = box.closest(".tabled-edit__point");
    const isText = box.matches("textarea[data-main]");
    const sign = { b: "**", i: "*", k: "link" }[event.key];
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      move(card, event.key === "ArrowUp");
    } else if (event.altKey && item && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      event.preventDefault();
      deepen(item, event.key === "ArrowRight" ? 1 : -1);
    } else if ((event.ctrlKey || event.metaKey) && sign && box.matches("textarea")) {
      event.preventDefault();
      mark(card, sign);
    } else if (event.key === "Enter" && isText) {
      enter(card, box, event);
    } else if (event.key === "Enter" && box.matches("input:not([type=file])")) {
      event.preventDefault();
    } else if (event.key === "Backspace" && isText) {
      backspace(card, box, event);
    }
  });

  // All blocks, as the server reads them; by their keys for the reading side.
  editor.blocks = function (byKey) {
    return Array.from(list.children, function (card) {
      const block = editor.read(card);
      return byKey ? Object.assign(block, { id: card.dataset.key }) : block;
    });
  };

  editor.add = add;
  editor.done = done;
  editor.isEmpty = isEmpty;

  function start() {
    const box = document.getElementById("id_text");
    const group = box.closest(".govuk-form-group");
    const adding = editor.part("adding");
    const stored = editor.stored("typed-blocks");
    const heading = document.createElement("h2");
    editor.addresses = editor.stored("figure-addresses");
    heading.className = "govuk-heading-m";
    heading.textContent = "Text of the paper";
    list.append(...(stored.length ? stored : [{ kind: "paragraph" }]).map(editor.card));
    group.replaceWith(heading, list, adding);
    adding.addEventListener("click", function (event) {
      const kind = event.target.dataset.add;
      if (kind) {
        addBelow(list.lastElementChild, kind, event.target.textContent + " added");
      }
    });
    editor.fitAll(list);
  }

  start();
})(window.tabledEditor);
