// The order of an agenda: rows are dragged, or moved by their buttons, and saved with one press.
// Without this script each button moves its item at once, and a list says where an item goes.
(function () {
  "use strict";

  const form = document.querySelector("[data-order]");
  if (!form) {
    return;
  }
  const list = form.querySelector("ol");
  const numbers = rows().map(function (row) {
    return row.querySelector(".tabled-order__number").textContent;
  });
  let dragged = null;

  function rows() {
    return Array.from(list.children);
  }

  // Each row shows the number of the place it has now.
  function show() {
    rows().forEach(function (row, place, all) {
      const buttons = row.querySelectorAll("button");
      row.querySelector(".tabled-order__number").textContent = numbers[place];
      buttons[0].disabled = place === 0;
      buttons[1].disabled = place === all.length - 1;
    });
    form.elements.order.value = rows().map(function (row) {
      return row.dataset.item;
    }).join(",");
  }

  function say(row) {
    const place = rows().indexOf(row) + 1;
    form.querySelector("[data-said]").textContent =
      row.dataset.title + ", now " + place + " of " + list.children.length;
  }

  function move(row, before) {
    list.insertBefore(row, before);
    show();
    say(row);
  }

  list.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button) {
      return;
    }
    event.preventDefault();
    const row = button.closest("li");
    const up = button.value === "up";
    move(row, up ? row.previousElementSibling : row.nextElementSibling.nextElementSibling);
    // A button that has just been switched off cannot keep the focus.
    (button.disabled ? row.querySelector("button:not([disabled])") : button).focus();
  });

  rows().forEach(function (row) {
    row.draggable = true;
  });
  list.classList.add("tabled-order--drag");
  list.addEventListener("dragstart", function (event) {
    dragged = event.target.closest("li");
    dragged.classList.add("tabled-order__item--dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", function (event) {
    const over = event.target.closest("li");
    if (!dragged || !over) {
      return;
    }
    event.preventDefault();
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    list.insertBefore(dragged, below ? over.nextElementSibling : over);
  });
  list.addEventListener("drop", function (event) {
    event.preventDefault();
  });
  list.addEventListener("dragend", function () {
    dragged.classList.remove("tabled-order__item--dragged");
    show();
    say(dragged);
    dragged = null;
  });
})();
