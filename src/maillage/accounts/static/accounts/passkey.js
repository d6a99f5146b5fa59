// A form asks the browser for a key, then sends what it answers. Nothing else runs here.
"use strict";
const form = document.querySelector("form[data-passkey]");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

async function ask({ publicKey: asked }) {
  asked.challenge = bytes(asked.challenge);
  if (asked.user) {
    asked.user.id = bytes(asked.user.id);
    asked.excludeCredentials = keys(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey: asked });
  }
  asked.allowCredentials = keys(asked.allowCredentials);
  return navigator.credentials.get({ publicKey: asked });
}

function told(key) {
  const { response } = key;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const parts = names.filter((name) => response[name]).map((name) => [name, text(response[name])]);
  return JSON.stringify({
    id: key.id, rawId: text(key.rawId), type: key.type, response: Object.fromEntries(parts),
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

if (form && window.PublicKeyCredential) {
  const refused = form.querySelector("[data-refused]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    refused.hidden = true;
    try {
      form.elements.credential.value = told(await ask(JSON.parse(form.dataset.passkey)));
      form.requestSubmit();
    } catch {
      refused.hidden = false;
    }
  });
}
