// What is typed is kept by itself, shown as it reads, and never lost on the way.
(function (editor) {
  "use strict";

  const PAUSE = 1200;
  const AGAIN = 5000;
  const EVERY = 20000;
  const SMALL = 60000;
  const form = editor.form;
  const said = document.getElementById("kept");
  const others = document.getElementById("others");
  const reading = document.getElementById("reading");
  const forPublic = document.getElementById("read-public");
  let timer = null;
  let busy = null;
  let isTyped = false;
  let isLeaving = false;

  function fields(byKey) {
    const sent = new FormData();
    ["title", "eligibility", "version"].forEach((name) => sent.append(name, form.elements[name].value));
    sent.append("purpose", form.elements.purpose.value);
    sent.append("blocks", JSON.stringify(editor.blocks(byKey)));
    return sent;
  }

  // Why the server said no, in its own words.
  function reason(answer) {
    return answer.text().then(function (text) {
      if (answer.status === 422) {
        return JSON.parse(text).wrong.join(" ");
      }
      const page = new DOMParser().parseFromString(text, "text/html");
      const found = page.querySelector(".tabled-reason p:not(.tabled-reason__where)");
      return found ? found.textContent.trim() : "";
    });
  }

  function notKept(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      later(AGAIN);
      said.textContent = "Not saved: sign in again in another window, then type on.";
      return editor.renewToken().catch(function () {});
    }
    return reason(answer).then(function (words) {
      said.textContent = "Not saved. " + (words || "Press Save.");
    });
  }

  function kept(answer) {
    if (!answer.ok) {
      isTyped = true;
      return notKept(answer);
    }
    return answer.json().then(function (state) {
      form.dataset.after = state.after;
      said.textContent = "Saved " + state.kept + " for you; press Save to make it a version.";
      others.textContent = state.others;
    });
  }

  function keep() {
    clearTimeout(timer);
    timer = null;
    if (busy || !isTyped) {
      return busy || Promise.resolve();
    }
    isTyped = false;
    const sent = fields(false);
    sent.append("after", form.dataset.after);
    busy = editor
      .send(form.dataset.keep, sent)
      .then(kept, function () {
        isTyped = true;
        said.textContent = "Not saved: no connection. It is tried again.";
        later(AGAIN);
      })
      .finally(function () {
        busy = null;
        if (isTyped && !timer) {
          later(PAUSE);
        }
      });
    return busy;
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  }

  // How it reads.

  let looking = null;
  let shown = 0;

  function look() {
    const turn = ++shown;
    const sent = fields(true);
    if (forPublic.checked) {
      sent.append("public", "1");
    }
    editor
      .send(form.dataset.preview, sent)
      .then((answer) => (answer.ok ? answer.text() : null))
      .then(function (html) {
        if (html !== null && turn === shown) {
          const at = reading.scrollTop;
          reading.innerHTML = html;
          reading.scrollTop = at;
          editor.follow();
        }
      })
      .catch(function () {});
  }

  function typed() {
    isTyped = true;
    later(PAUSE);
    clearTimeout(looking);
    looking = setTimeout(look, PAUSE);
  }

  form.addEventListener("input", function (event) {
    if (!event.target.matches("[data-comment], [data-file], .tabled-comment textarea")) {
      typed();
    }
  });
  form.addEventListener("typed", typed);
  forPublic.addEventListener("change", look);
  document.getElementById("read-as").hidden = false;

  // Saving waits for what is under way, so that nothing older arrives after it.

  form.addEventListener("submit", function (event) {
    if (busy) {
      event.preventDefault();
      busy.then(() => form.requestSubmit(event.submitter));
      return;
    }
    clearTimeout(timer);
    isLeaving = true;
    form.elements.blocks.value = JSON.stringify(editor.blocks(false));
  });

  window.addEventListener("beforeunload", function (event) {
    if (isTyped && !isLeaving) {
      event.preventDefault();
    }
  });

  window.addEventListener("pagehide", function () {
    if (isTyped && !isLeaving) {
      const sent = fields(false);
      sent.append("after", form.dataset.after);
      editor.send(form.dataset.keep, sent, { keepalive: sent.get("blocks").length < SMALL });
    }
  });

  // The browser's back button shows the page as it was left.
  window.addEventListener("pageshow", () => (isLeaving = false));
  window.addEventListener("online", keep);

  // Who else is writing.

  function ask() {
    if (document.hidden) {
      return;
    }
    fetch(form.dataset.writing + "?version=" + form.elements.version.value, { redirect: "error" })
      .then((answer) => answer.json())
      .then((state) => (others.textContent = state.others))
      .catch(function () {});
  }

  setInterval(ask, EVERY);
  ask();
})(window.tabledEditor);
