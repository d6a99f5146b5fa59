/* Drafts and an outbox on the phone. Nothing here is needed to testify: the form works without it.
   What is written stays in this browser until it is sent, under the key that makes it be received once. */
(() => {
  "use strict";
  const box = document.getElementById("outbox");
  let store;
  try { store = window.localStorage; store.getItem("x"); } catch { return; }
  if (!box || !store || !window.fetch) return;
  const say = box.dataset, form = document.querySelector("form[data-kept]");
  const read = (name) => { try { return JSON.parse(store.getItem("maillage:" + name)) || []; } catch { return []; } };
  const write = (name, value) => { try { store.setItem("maillage:" + name, JSON.stringify(value)); return true; } catch { return false; } };
  const forget = (name) => store.removeItem("maillage:" + name);
  const newKey = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    return Array.from(b, (n) => n.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const make = (name, text, act) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (act) { made.type = "button"; made.className = "second"; made.addEventListener("click", act); }
    return made;
  };
  const draftName = "draft:" + location.pathname;
  const told = () => [...new FormData(form)].filter(([name]) => name !== "website" && name !== "step");
  const isBlank = () => !told().some(([name, value]) => value.trim() && !["key", "seal", "class_code", "theme", "profile"].includes(name));
  const fill = (fields) => fields.forEach(([name, value]) => {
    const held = form.elements[name];
    if (held) held.value = value;
  });
  const status = document.getElementById("outbox-status");
  const tell = (text) => { status.textContent = text; };

  /* The outbox: what waits, and the proof of what was received. */
  const show = () => {
    const kept = read("outbox"), list = box.querySelector("ul") || box.insertBefore(make("ul", ""), box.lastElementChild);
    const waiting = kept.filter((one) => !one.code);
    box.hidden = !kept.length && !status.textContent && !say.code;
    list.textContent = "";
    list.append(...kept.map((one) => {
      const item = make("li", "");
      item.append(make("p", new Date(one.at).toLocaleString(document.documentElement.lang.slice(0, 2)) + " : " + one.words));
      if (one.code) {
        const link = make("a", one.code);
        link.href = one.follow;
        item.append(make("strong", say.received + " "), link, " ");
      } else if (one.problem) item.append(make("p", one.problem));
      if (!one.code && form) item.append(make("button", say.resume, () => resume(one)), " ");
      item.append(make("button", say.erase, () => { if (one.code || confirm(say.sure)) keep(one.key, null); }));
      return item;
    }));
    const send = box.querySelector("button[data-send]");
    send.hidden = !waiting.length;
    send.textContent = say.send.replace("0", waiting.length);
  };
  const keep = (key, one) => {
    const others = read("outbox").filter((each) => each.key !== key);
    const done = write("outbox", one ? [...others, one] : others);
    show();
    return done;
  };
  const resume = (one) => {
    form.reset();
    fill(one.fields);
    keep(one.key, null);
    save();
    form.scrollIntoView();
  };
  const wait = (ms) => new Promise((go) => setTimeout(go, ms));
  const post = async (one) => {
    const fields = new URLSearchParams(one.fields);
    fields.set("step", "confirm");
    const answer = await fetch(one.path, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { answer, page };
  };
  const sendOne = async (one) => {
    for (let tries = 0; tries < 3; tries++) {
      const { answer, page } = await post(one);
      const code = page.querySelector(".code"), seal = page.querySelector("[name=seal]");
      if (answer.redirected && code) {
        const follow = page.querySelector(".receipt a").href;
        return keep(one.key, { key: one.key, at: one.at, words: one.words, code: code.textContent.trim(), follow });
      }
      /* Asked to confirm once more: the same key comes back with a fresh seal. */
      const key = page.querySelector("[name=key]");
      if (!answer.ok || !seal || !key || key.value !== one.key || page.querySelector("[type=radio]")) break;
      one.fields = one.fields.map(([name, value]) => [name, name === "seal" ? seal.value : value]);
      keep(one.key, one);
      await wait(2500);
    }
    return keep(one.key, { ...one, problem: say.problem });
  };
  const sendAll = async () => {
    for (const one of read("outbox").filter((each) => !each.code)) {
      tell(say.sending);
      try { await sendOne(one); } catch { tell(say.later); show(); return; }
    }
    tell(read("outbox").some((one) => one.problem) ? say.problem : say.done);
    show();
  };
  box.querySelector("button[data-send]").addEventListener("click", sendAll);

  /* The draft: what is being typed. */
  const save = () => { if (isBlank()) forget(draftName); else write(draftName, told()); };
  const used = () => read("outbox").some((one) => one.key === form.elements.key.value);
  const renew = () => { form.elements.key.value = newKey(); form.elements.seal.value = "-"; };
  const queue = () => {
    const fields = told(), words = (form.elements.title || {}).value || fields.filter(([name]) => ["irritants", "strengths", "text"].includes(name)).map((each) => each[1]).join(" ");
    const key = form.elements.key.value;
    if (isBlank() || !keep(key, { key, path: location.pathname, at: Date.now(), words: words.slice(0, 80), fields })) return tell(say.full);
    forget(draftName);
    form.reset();
    renew();
    tell(say.kept);
    show();
    status.focus();
  };
  if (form) {
    if (used()) renew();
    const draft = read(draftName);
    if (draft.length && isBlank()) {
      fill(draft.filter(([name]) => name !== "seal" && name !== "key"));
      tell(say.draft);
      status.append(" ", make("button", say.erase, () => { form.reset(); forget(draftName); tell(""); show(); }));
    }
    let soon;
    form.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(save, 300); wake(); });
    form.addEventListener("submit", (event) => {
      save();
      if (navigator.onLine === false) { event.preventDefault(); queue(); }
    });
    window.addEventListener("pagehide", save);
    const later = make("button", say.keep, queue);
    form.querySelector("[type=submit]").after(" ", later);
  }
  if (say.code) {
    /* On the receipt: the draft has become a testimony. */
    for (const name of Object.keys(store)) if (name.startsWith("maillage:draft:")) store.removeItem(name);
    const one = { key: say.key, at: Date.now(), words: say.words, code: say.code, follow: say.follow };
    status.after(make("button", say.keepCode, (event) => { event.target.remove(); keep(say.key, one); tell(say.codeKept); show(); }));
  }

  /* Only once somebody types: the page itself asks for nothing more than itself. */
  let awake = false;
  const wake = () => {
    if (awake) return;
    awake = true;
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = say.manifest;
    document.head.append(link);
    if (navigator.serviceWorker) navigator.serviceWorker.register(say.worker, { scope: say.scope }).catch(() => {});
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  };
  window.addEventListener("online", () => { if (read("outbox").some((one) => !one.code)) { tell(say.back); show(); } });
  show();
})();
