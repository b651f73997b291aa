// Pasting into a paragraph: several lines become several blocks.
(function (editor) {
  "use strict";

  // Several lines pasted into a paragraph are several paragraphs; a table is a table.
  function blocksOf(clipboard) {
    const cells = editor.cellsOf(clipboard);
    if (cells) {
      return [{ kind: "table", rows: cells, header_rows: 1 }];
    }
    const lines = clipboard.getData("text/plain").split(/\r\n?|\n/).map((line) => line.trim()).filter(Boolean);
    return lines.map(function (line) {
      const bullet = /^[-•*·]\s+(.*)$/.exec(line);
      const numbered = /^(\d+(?:\.\d+)+\.?|\d+[.)]|\([a-z]{1,5}\))\s+(.*)$/.exec(line);
      if (bullet) {
        return { kind: "bullets", points: [[0, "", bullet[1]]] };
      }
      return numbered
        ? { kind: "paragraph", number: numbered[1], text: numbered[2] }
        : { kind: "paragraph", text: line };
    }).reduce(function (found, block) {
      const last = found[found.length - 1];
      if (last && last.kind === "bullets" && block.kind === "bullets") {
        last.points.push(...block.points);
      } else {
        found.push(block);
      }
      return found;
    }, []);
  }

  editor.list.addEventListener("paste", function (event) {
    const card = event.target.closest(".tabled-edit__card");
    if (!event.target.matches("textarea[data-main]") || card.dataset.kind !== "paragraph") {
      return;
    }
    const blocks = blocksOf(event.clipboardData);
    if (blocks.length < 2 && (!blocks.length || blocks[0].kind === "paragraph")) {
      return;
    }
    event.preventDefault();
    const box = event.target;
    const number = card.querySelector('[data-field="number"]');
    const was = [box.value, number.value];
    box.setRangeText("", box.selectionStart, box.selectionEnd);
    // Words that are pasted into an empty paragraph are its own.
    if (!box.value.trim() && blocks[0].kind === "paragraph") {
      const first = blocks.shift();
      box.value = first.text;
      number.value = first.number || number.value;
    }
    const isGone = editor.isEmpty(card);
    let last = card;
    const added = blocks.map((block) => (last = editor.add(block, last)));
    if (isGone) {
      card.remove();
    }
    editor.done(added.length + " blocks pasted", function () {
      if (isGone) {
        added[0].before(card);
      }
      added.forEach((each) => each.remove());
      [box.value, number.value] = was;
      editor.fit(box);
    }, card);
  });
})(window.tabledEditor);
