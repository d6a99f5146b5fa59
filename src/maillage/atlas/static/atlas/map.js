// The map of a département, once somebody opens it. Its lists stand beside it, and say the same.
"use strict";
const box = document.querySelector("[data-map]");
const door = box.querySelector("[data-door]");
const opened = box.querySelector("[data-opened]");
const details = box.querySelector("[data-details]");
const view = box.querySelector("[data-view]");
const boxes = [...opened.querySelectorAll("input[type=checkbox]")];
const rows = [...document.querySelectorAll("tr[data-of]")];
const rowOf = (layer, key) => rows.find((row) => row.dataset.of === layer && row.dataset.key === key);
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
// How much of the colour a class of communes takes, from the least; what is not told is grey.
const STRENGTHS = [.06, .22, .4, .62, .9];
const UNTOLD = .3;
const NEAR = 12;
// What is drawn of each box, from below.
const DRAWN = {
  communes: ["communes"], coverage: ["coverage"], voices: ["voices"],
  catchments: ["catchments", "catchments-line"], places: ["places"], schools: ["schools"],
};
// What answers a click: a point before what lies under it.
const ANSWERS = ["schools", "places", "communes"];
let map, chosen;

const script = (address) => new Promise((done, failed) => {
  const node = document.createElement("script");
  node.src = address; node.onload = done; node.onerror = failed;
  document.head.append(node);
});
const sheet = (address) => new Promise((done, failed) => {
  const node = document.createElement("link");
  node.rel = "stylesheet"; node.href = address; node.onload = done; node.onerror = failed;
  document.head.append(node);
});

// Each row says its class: communes of one class take one colour.
function byClass(told, untold) {
  const codes = STRENGTHS.map(() => []);
  for (const row of rows) {
    if (row.dataset.of === "communes" && row.dataset.class) codes[row.dataset.class].push(row.dataset.key);
  }
  const cases = codes.flatMap((found, rank) => (found.length ? [found, told(rank)] : []));
  return cases.length ? ["match", ["get", "code"], ...cases, untold] : untold;
}

function style() {
  const at = { source: "land" };
  const fill = (id, source, paint) => ({ ...at, id, type: "fill", "source-layer": source, paint });
  const line = (id, source, paint, more) => ({ ...at, id, type: "line", "source-layer": source, paint, ...more });
  // A school is full, a place is a ring: told apart without a colour.
  const dot = (id, colour, size, [inside, around, width] = [colour, "surface", 1.5]) => ({
    ...at, id, type: "circle", "source-layer": id,
    paint: { "circle-color": token(inside), "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, size / 2, 11, size],
      "circle-stroke-color": token(around), "circle-stroke-width": width },
  });
  const none = ["==", ["get", "code"], ""];
  return {
    version: 8,
    sources: { land: { type: "vector", url: `pmtiles://${new URL(box.dataset.tiles, location)}` } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": token("sunken") } },
      fill("land", "communes", { "fill-color": token("surface") }),
      fill("communes", "communes", { "fill-color": byClass(() => token("irritant"), token("soft")),
        "fill-opacity": byClass((rank) => STRENGTHS[rank], UNTOLD) }),
      fill("coverage", "coverage", { "fill-color": token("indicator"), "fill-opacity": .35 }),
      fill("voices", "communes", { "fill-color": token("sun"), "fill-opacity": .35 }),
      line("borders", "communes", { "line-color": token("edge"), "line-width": .75 }),
      fill("catchments", "catchments", { "fill-color": token("need"), "fill-opacity": .08 }),
      line("catchments-line", "catchments", { "line-color": token("need"), "line-width": 2.5, "line-dasharray": [3, 2] }),
      dot("places", "lever", 6, ["surface", "lever", 3]),
      dot("schools", "action", 7),
      line("chosen-communes", "communes", { "line-color": token("ink"), "line-width": 4 }, { filter: none }),
      ...["places", "schools"].map((id) => ({ ...dot(id, "sun", 10), id: `chosen-${id}`, filter: none })),
    ],
  };
}

function show() {
  for (const { value, checked } of boxes) {
    for (const id of DRAWN[value]) map.setLayoutProperty(id, "visibility", checked ? "visible" : "none");
  }
  mark();
}

function mark() {
  for (const layer of ANSWERS) {
    const key = chosen && chosen.dataset.of === layer ? chosen.dataset.key : "";
    map.setFilter(`chosen-${layer}`, ["==", ["get", "code"], key]);
  }
}

function paragraph(text, tag = "p") {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

// What the row says, under the titles of its table.
function tell(row) {
  chosen = row;
  const titles = [...row.closest("table").tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const cells = [...row.cells].slice(0, -1);
  const name = cells[0].innerText.trim().replace(/\s*\n\s*/g, ", ");
  const told = cells.slice(1).map((cell, rank) => paragraph(`${titles[rank + 1]} : ${cell.textContent.trim()}`));
  details.replaceChildren(paragraph(name, "h3"), ...told);
  mark();
}

// One person is placed no nearer than a département: there is a number, and no point.
function hear() {
  chosen = null;
  details.replaceChildren(...[...document.querySelector("[data-voices]").children].map((node) => node.cloneNode(true)));
  mark();
}

function go(row) {
  const wanted = boxes.find(({ value }) => value === row.dataset.of);
  if (wanted && !wanted.checked) { wanted.checked = true; show(); }
  tell(row);
  map.easeTo({ center: row.dataset.at.split(",").map(Number), zoom: Math.max(map.getZoom(), 10), animate: !calm.matches });
  view.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

function answer({ x, y }) {
  const around = [[x - NEAR, y - NEAR], [x + NEAR, y + NEAR]];
  for (const layer of ANSWERS) {
    // An area is under the finger itself; a point, near it.
    const [found] = map.queryRenderedFeatures(layer === "communes" ? [x, y] : around, { layers: [layer] });
    const row = found && rowOf(layer, found.properties.code);
    if (row) return tell(row);
  }
}

function ready() {
  show();
  map.getCanvas().dataset.ready = "yes";
  for (const swatch of box.querySelectorAll("i.swatch")) {
    const { class: rank, of } = swatch.dataset;
    const colour = of ? token(of === "schools" ? "action" : "lever") : token(rank === "none" ? "soft" : "irritant");
    const strength = of ? 100 : 100 * (rank === "none" ? UNTOLD : STRENGTHS[rank]);
    if (of === "places") { swatch.style.border = `3px solid ${colour}`; continue; }
    swatch.style.background = `color-mix(in srgb, ${colour} ${strength}%, ${token("surface")})`;
  }
}

function begin() {
  const { maplibregl, pmtiles } = window;
  maplibregl.setWorkerUrl(box.dataset.worker);
  maplibregl.addProtocol("pmtiles", new pmtiles.Protocol().tile);
  const [west, south, east, north] = box.dataset.bounds.split(",").map(Number);
  const whole = [[west, south], [east, north]];
  map = new maplibregl.Map({
    container: view, style: style(), bounds: whole, fitBoundsOptions: { padding: 20 }, minZoom: 4, maxZoom: 15,
    maxBounds: [[west - 2, south - 2], [east + 2, north + 2]],
    attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: { "Map.Title": view.dataset.view, "CooperativeGesturesHandler.MobileHelpText": view.dataset.fingers },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.once("load", ready);
  map.on("error", ({ error }) => { if (!map.loaded()) fail(error); });
  map.on("click", ({ point }) => answer(point));
  dark.addEventListener("change", () => { map.setStyle(style()); map.once("styledata", ready); });
  for (const input of boxes) input.addEventListener("change", () => { show(); if (input.value === "voices" && input.checked) hear(); });
  for (const button of opened.querySelectorAll("[data-zoom]")) {
    const by = Number(button.dataset.zoom);
    button.addEventListener("click", () => (by ? map.zoomTo(map.getZoom() + by, { animate: !calm.matches })
      : map.fitBounds(whole, { padding: 20, animate: !calm.matches })));
  }
  for (const row of rows) {
    const button = row.querySelector("[data-show]");
    button.parentElement.hidden = false;
    button.addEventListener("click", () => go(row));
  }
}

function fail() {
  opened.hidden = true;
  box.querySelector("[data-failed]").hidden = false;
}

door.hidden = false;
door.querySelector("button").addEventListener("click", async () => {
  door.hidden = true;
  try {
    const { library, archive, sheet: address } = box.dataset;
    await Promise.all([script(library), script(archive), sheet(address)]);
    opened.hidden = false;
    begin();
    opened.querySelector("input").focus();
  } catch { fail(); }
});
