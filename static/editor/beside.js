// Beside the writing: the paper as it reads, comments on a block, pictures sent to the server.
(function (editor) {
  "use strict";

  const form = editor.form;
  const reading = document.getElementById("reading");
  const sides = document.getElementById("sides");
  const tabs = document.getElementById("tabs");
  let present = null;

  // The reading side shows the block that is being written.

  editor.follow = function () {
    const place = present && document.getElementById("read-" + present.dataset.key);
    reading.querySelectorAll(".tabled-edit__here").forEach((each) => each.classList.remove("tabled-edit__here"));
    if (place && reading.contains(place)) {
      place.classList.add("tabled-edit__here");
      const top = place.getBoundingClientRect().top - reading.getBoundingClientRect().top;
      if (top < 0 || top > reading.clientHeight - 60) {
        reading.scrollTop += top - reading.clientHeight / 3;
      }
    }
  };

  editor.list.addEventListener("focusin", function (event) {
    const card = event.target.closest(".tabled-edit__card");
    if (card && card !== present) {
      present = card;
      editor.follow();
    }
  });

  // On a phone one side at a time.

  function choose(tab) {
    tabs.querySelectorAll("[role=tab]").forEach(function (each) {
      const isChosen = each === tab;
      each.setAttribute("aria-selected", String(isChosen));
      each.tabIndex = isChosen ? 0 : -1;
    });
    sides.dataset.shown = tab.id === "tab-read" ? "read" : "write";
    if (tab.id === "tab-read") {
      editor.follow();
    } else {
      editor.fitAll(editor.list);
    }
  }

  tabs.addEventListener("click", (event) => event.target.matches("[role=tab]") && choose(event.target));
  tabs.addEventListener("keydown", function (event) {
    if (["ArrowLeft", "ArrowRight"].includes(event.key)) {
      const other = tabs.querySelector('[role=tab][tabindex="-1"]');
      choose(other);
      other.focus();
    }
  });
  tabs.hidden = false;
  choose(document.getElementById("tab-write"));

  // Comments stand with the block that they are about.

  function talkOf(card) {
    return card.querySelector("[data-talk]");
  }

  function count(card) {
    const open = talkOf(card).querySelectorAll(".tabled-comment:not(.tabled-comment--resolved)").length;
    const button = card.querySelector('[data-do="more"]');
    button.textContent = open ? "More, " + open + (open === 1 ? " comment" : " comments") : "More";
    card.classList.toggle("tabled-edit__card--asked", open > 0);
  }

  function hear(card, answer) {
    if (!answer.ok) {
      throw new Error("not sent");
    }
    return answer.text().then(function (html) {
      talkOf(card).innerHTML = html;
      count(card);
      editor.announce("Sent");
    });
  }

  function failed() {
    editor.announce("Not sent: try again in a moment.");
  }

  editor.comment = function (card) {
    const box = card.querySelector("[data-comment]");
    if (!box.value.trim()) {
      editor.announce("Enter what you want to say to the author");
      box.focus();
      return;
    }
    if (!card.stored.id) {
      editor.announce("Save the paper first: this block is new");
      wrong(card, "Save the paper first: this block is new.");
      return;
    }
    editor
      .send(form.dataset.comments, { text: box.value, block: card.stored.id })
      .then((answer) => hear(card, answer))
      .then(() => (box.value = ""))
      .catch(failed);
  };

  editor.list.addEventListener("click", function (event) {
    const button = event.target.closest("[data-post]");
    if (button) {
      const card = button.closest(".tabled-edit__card");
      const box = button.parentElement.querySelector("textarea");
      editor
        .send(button.dataset.post, { text: box.value })
        .then((answer) => hear(card, answer))
        .catch(failed);
    }
  });

  document.querySelectorAll("#comments-beside > [data-block]").forEach(function (each) {
    const card = each.dataset.block && document.getElementById("card-" + each.dataset.block);
    if (card) {
      talkOf(card).append(...each.childNodes);
      count(card);
    }
  });

  // Pictures.

  function wrong(card, words) {
    const place = card.querySelector("[data-wrong]");
    place.textContent = words;
    place.hidden = false;
  }

  function upload(card, file) {
    const alt = card.querySelector('[data-field="alt"]');
    const said = card.querySelector("[data-upload]");
    if (!alt.value.trim()) {
      wrong(card, "Say what the picture shows, for everybody who cannot see it, then choose it again.");
      card.querySelector("[data-file]").value = "";
      alt.focus();
      return;
    }
    const sent = new FormData();
    sent.append("picture", file);
    sent.append("alt", alt.value);
    said.textContent = "Sending the picture…";
    editor
      .send(form.dataset.figure, sent)
      .then((answer) => answer.json())
      .then(function (found) {
        if (found.wrong) {
          said.textContent = "";
          wrong(card, Object.values(found.wrong).flat().join(" "));
          return;
        }
        card.stored = Object.assign({}, card.stored, { asset: found.asset });
        editor.addresses[found.asset] = found.address;
        editor.show(card, found.address);
        said.textContent = "The picture is here.";
        editor.changed();
      })
      .catch(() => (said.textContent = "Not sent: try again in a moment."));
  }

  editor.list.addEventListener("change", function (event) {
    if (event.target.matches("[data-file]") && event.target.files.length) {
      upload(event.target.closest(".tabled-edit__card"), event.target.files[0]);
    }
  });
})(window.tabledEditor);
