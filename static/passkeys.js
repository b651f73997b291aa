// Passkeys: the browser asks for a finger, a face or a PIN; what it answers is sent with the form.
// Without JavaScript the buttons that need this do not show (see .tabled-needs-js).
(function () {
  const script = document.currentScript;
  const form = document.getElementById("passkey-form");
  const button = document.getElementById("passkey-button");
  const field = document.getElementById("passkey-credential") || form.querySelector("[name=credential]");
  const wanted = script.dataset.passkey;

  function options() {
    if (wanted !== "sign-in") {
      return Promise.resolve(JSON.parse(document.getElementById("passkey-data").textContent));
    }
    return fetch(form.action, { headers: { Accept: "application/json" } }).then((answer) => {
      if (!answer.ok) {
        throw new Error("no answer");
      }
      return answer.json();
    });
  }

  function ask(given) {
    if (wanted === "add") {
      const asked = given.creation_options.publicKey;
      // One that is found without an e-mail address, and asks who holds it.
      asked.authenticatorSelection = {
        ...asked.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked);
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      given.request_options.publicKey,
    );
    return navigator.credentials.get({ publicKey });
  }

  function say(text) {
    let note = document.getElementById("passkey-note");
    if (!note) {
      note = document.createElement("p");
      note.id = "passkey-note";
      note.className = "govuk-error-message";
      note.setAttribute("role", "alert");
      button.before(note);
    }
    note.textContent = text;
  }

  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) {
    form.classList.add("tabled-no-passkeys");
    return;
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    options()
      .then(ask)
      .then(function (credential) {
        field.value = JSON.stringify(credential.toJSON());
        form.submit();
      })
      .catch(function (problem) {
        const isNameless = problem.name === "SecurityError";
        say(
          isNameless
            ? `Passkeys do not work at ${location.hostname}: they need an address with a name, such as localhost.`
            : "That did not work. Try again, or choose another way.",
        );
      });
  });
})();
