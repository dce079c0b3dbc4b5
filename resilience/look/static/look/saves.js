// A form that saves itself while somebody types: <form data-saves="version">, where "version" names
// the hidden field with the version that the page shows. docs/forms.md says what the server answers.
// Comfort only: without this file the form is sent by its button.

const EVERY = 5000;
const LONGEST = 60000;
const NO_CONNECTION = "Not saved: no connection. Keep this page open.";
const NOT_SO = "Not saved yet: press the button, which says what is to be mended.";
const NO_ANSWER = "Not saved: the service could not take it. Keep this page open.";

function saves(form) {
  const version = form.elements.namedItem(form.dataset.saves);
  const address = form.getAttribute("action") || window.location.href;
  const said = document.createElement("p");
  said.className = "nhsuk-body-s";
  said.setAttribute("role", "status");
  form.append(said);

  let changes = 0; // made since the page came
  let settled = 0; // of them: saved, or not to be sent again as they are
  let wait = EVERY;
  let timer = null;
  let sending = null;
  let failing = false;
  let stopped = false; // changed elsewhere: trying again would only ask for the same answer
  let submitting = false;

  function say(text, ...more) {
    if (said.textContent === text) return; // said once, not every few seconds
    said.replaceChildren(text, ...more);
  }

  function fail(text, ...more) {
    failing = true;
    wait = Math.min(2 * wait, LONGEST);
    say(text, ...more);
  }

  function signIn(href) {
    const link = document.createElement("a");
    link.href = href;
    link.target = "_blank";
    link.textContent = "Sign in (opens in a new tab)";
    return link;
  }

  function post(leaving) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") body.append(name, value); // files wait for the button
    }
    const keepalive = leaving && body.toString().length < 60000; // browsers carry no more
    const headers = { "X-Saving": "1" };
    return fetch(address, { method: "POST", body, headers, keepalive, redirect: "manual" });
  }

  async function attempt(leaving, again) {
    const these = changes;
    let answer;
    try {
      answer = await post(leaving);
    } catch {
      return fail(NO_CONNECTION);
    }
    const token = answer.headers.get("X-CSRF-Token");
    if (answer.status === 204) {
      if (version) version.value = answer.headers.get("X-Version");
      [settled, wait, failing] = [these, EVERY, false];
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      say(`Saved at ${time}`);
    } else if (answer.status === 403 && token && again) {
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
      return attempt(leaving, false);
    } else if (answer.status === 401) {
      const text = await answer.text();
      if (!said.textContent.startsWith(text)) fail(`${text} `, signIn(answer.headers.get("X-Sign-In")));
    } else if (answer.status === 422) {
      settled = these;
      fail((await answer.text()) || NOT_SO);
      wait = EVERY;
    } else if (answer.status === 409) {
      stopped = true;
      fail(await answer.text());
    } else {
      fail(NO_ANSWER);
    }
    return undefined;
  }

  function save(leaving = false) {
    if (sending || stopped || submitting || changes === settled) return;
    window.clearTimeout(timer);
    timer = null;
    sending = attempt(leaving, true).finally(() => {
      sending = null;
      if (changes !== settled) soon();
    });
  }

  function soon() {
    if (timer === null && !stopped) {
      timer = window.setTimeout(() => { timer = null; save(); }, wait);
    }
  }

  form.addEventListener("input", () => { changes += 1; soon(); });
  window.addEventListener("online", () => { wait = EVERY; save(); });
  document.addEventListener("visibilitychange", () => save(document.visibilityState === "hidden"));

  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      fail(NO_CONNECTION);
    } else if (sending) {
      // The version of what is on its way must be known first, or the form would be out of date.
      event.preventDefault();
      submitting = true;
      const button = event.submitter;
      sending.finally(() => form.requestSubmit(button));
    } else {
      submitting = true;
    }
  });
  window.addEventListener("pageshow", () => { submitting = false; });
  window.addEventListener("beforeunload", (event) => {
    if (failing && !submitting) event.preventDefault();
  });
}

document.querySelectorAll("form[data-saves]").forEach(saves);
