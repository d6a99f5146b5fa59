/* The form opens without a network once it was opened with one. Nothing else is kept. */
const KEPT = "temoigner-1", PATIENCE = 6000;
const isForm = (request) => request.mode === "navigate" && request.method === "GET"
  && !/\/(recu|classe|papier|saisie)\//.test(new URL(request.url).pathname);
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("temoigner-") && name !== KEPT) await caches.delete(name);
  await self.clients.claim();
})()));
self.addEventListener("fetch", (event) => {
  if (isForm(event.request)) event.respondWith(form(event.request));
});
async function form(request) {
  const kept = await caches.open(KEPT);
  const asked = fetch(request).then((answer) => {
    if (answer.ok) kept.put(request.url.split("#")[0], answer.clone());
    return answer;
  });
  const held = await kept.match(request.url.split("#")[0]) || await kept.match(request.url.split("#")[0], { ignoreSearch: true });
  if (!held) return asked;
  const late = new Promise((go) => setTimeout(() => go(held), PATIENCE));
  return Promise.race([asked.catch(() => held), late]);
}
