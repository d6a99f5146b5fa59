// The map of a département, once somebody opens it. Its lists stand beside it, and say the same.
"use strict";
const box = document.querySelector("[data-map]");
const door = box.querySelector("[data-door]");
const opened = box.querySelector("[data-opened]");
const details = box.querySelector("[data-details]");
const view = box.querySelector("[data-view]");
const boxes = [...opened.querySelectorAll("input[type=checkbox]")];
const tables = [...document.querySelectorAll("tbody[data-of]")];
const rows = tables.flatMap((table) => [...table.rows]);
const layerOf = (row) => row.parentElement.dataset.of;
const rowOf = (layer, key) => rows.find((row) => layerOf(row) === layer && row.dataset.key === key);
const still = document.querySelector("[data-still]");
// Which operator and technology is shown: one at a time, or colours would say nothing.
const network = opened.querySelector("#reseau");
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
// How much of the colour a class of communes takes, from the least; what is not told is grey.
const STRENGTHS = [.06, .22, .4, .62, .9];
const UNTOLD = .3;
// Where enough people of a commune, or a workshop, said that there is no network.
const HEARD = .7;
const heard = rows.filter((row) => "heard" in row.dataset).map((row) => row.dataset.key);
// Where coverage is very good it is good too, and limited at least: layers add up.
const LEVELS = [.16, .24, .4];
const NEAR = 12;
// What is drawn of each box, from below.
const DRAWN = {
  communes: ["communes"], coverage: ["coverage"], voices: ["voices"],
  catchments: ["catchments", "catchments-line"], places: ["places"], schools: ["schools"],
};
// Two colours on one area would be a third one: of these, one at a time.
const AREAS = ["communes", "coverage"];
// What answers a click: a point before what lies under it.
const ANSWERS = ["schools", "places", "communes"];
let map, chosen;

const loaded = (tag, told) => new Promise((onload, onerror) => {
  document.head.append(Object.assign(document.createElement(tag), { ...told, onload, onerror }));
});

// Each row says its class: communes of one class take one colour.
function byClass(told, untold) {
  const codes = STRENGTHS.map(() => []);
  for (const row of rows) {
    if (row.dataset.class) codes[row.dataset.class].push(row.dataset.key);
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
      fill("coverage", "coverage", { "fill-color": token("indicator"),
        "fill-opacity": ["match", ["get", "level"], ...LEVELS.flatMap((opacity, rank) => [rank + 1, opacity]), 0] }),
      fill("voices", "communes", { "fill-color": token("sun"),
        "fill-opacity": ["case", ["in", ["get", "code"], ["literal", heard]], HEARD, .15] }),
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

// What the map surrounds for a row: coverage is told of a commune.
const areaOf = (row) => (layerOf(row) === "coverage" ? "communes" : layerOf(row));

function show() {
  for (const { value, checked } of boxes) {
    for (const id of DRAWN[value]) map.setLayoutProperty(id, "visibility", checked ? "visible" : "none");
    if (value === "coverage") for (const node of opened.querySelectorAll("[data-network]")) node.hidden = !checked;
  }
  if (network) map.setFilter("coverage", ["==", ["get", "code"], network.value]);
  mark();
}

function mark() {
  for (const layer of ANSWERS) {
    const key = chosen && areaOf(chosen) === layer ? chosen.dataset.key : "";
    map.setFilter(`chosen-${layer}`, ["==", ["get", "code"], key]);
  }
}

function paragraph(text, tag = "p") {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

const folded = (cell) => cell.innerText.trim().replace(/\s*\n\s*/g, ", ");

// Several figures of one cell, each after its name.
function named(text, parts = "") {
  const figures = text.split(", "), names = parts.split(", ");
  return parts && figures.length === names.length ? names.map((name, rank) => `${name} ${figures[rank]}`).join(", ") : text;
}

// What a row says, under the titles of its table; the last cell is its button.
function cellsOf(row) {
  const titles = [...row.closest("table").tHead.rows[0].cells].map(folded);
  const { parts } = row.parentElement.dataset;
  return [...row.cells].slice(1, -1).map((cell, rank) => paragraph(`${titles[rank + 1]} : ${named(folded(cell), parts)}`));
}

// Of a commune, what is said of its coverage too while the map shows it.
function tell(row) {
  chosen = row;
  const other = layerOf(row) === "communes" && shown("coverage") && rowOf("coverage", row.dataset.key);
  details.replaceChildren(paragraph(folded(row.cells[0]), "h3"), ...cellsOf(row), ...(other ? cellsOf(other) : []));
  mark();
}

// Only a map needs a button on each row.
function giveButtons({ rows: own, dataset, parentElement: table }) {
  const title = document.createElement("th");
  title.scope = "col";
  title.append(hidden(dataset.where));
  table.tHead.rows[0].append(title);
  for (const row of own) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "link"; button.dataset.show = "";
    button.append(dataset.show, hidden(` ${row.cells[0].firstChild.textContent}`));
    button.addEventListener("click", () => go(row));
    row.insertCell().append(button);
  }
}

function hidden(text) {
  const node = paragraph(text, "span");
  node.className = "visually-hidden";
  return node;
}

// One person is placed no nearer than a département: there is a number, and no point.
function hear() {
  chosen = null;
  details.replaceChildren(...[...document.querySelector("[data-voices]").children].map((node) => node.cloneNode(true)));
  mark();
}

function shown(layer) {
  return boxes.some(({ value, checked }) => value === layer && checked);
}

function tick(input) {
  input.checked = true;
  for (const other of boxes) {
    if (other !== input && AREAS.includes(other.value) && AREAS.includes(input.value)) other.checked = false;
  }
  show();
}

function go(row) {
  const wanted = boxes.find(({ value }) => value === layerOf(row));
  if (wanted && !wanted.checked && !(wanted.value === "communes" && shown("coverage"))) tick(wanted);
  tell(row);
  map.easeTo({ center: row.dataset.at.split(",").map(Number), zoom: Math.max(map.getZoom(), 10), animate: !calm.matches });
  view.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

function answer({ x, y }) {
  const around = [[x - NEAR, y - NEAR], [x + NEAR, y + NEAR]];
  for (const layer of ANSWERS) {
    // An area is under the finger itself; a point, near it.
    const asked = layer === "communes" ? [[x, y], "land"] : [around, layer];
    const [found] = map.queryRenderedFeatures(asked[0], { layers: [asked[1]] });
    const row = found && rowOf(layer, found.properties.code);
    if (row) return tell(row);
  }
}

// A swatch of the legend, as the map paints it; those of dots are of the sheet.
function paint(selector, colourOf) {
  for (const swatch of box.querySelectorAll(`i.swatch${selector}`)) {
    const [colour, opacity] = colourOf(swatch.dataset);
    swatch.style.background = `color-mix(in srgb, var(--${colour}) ${100 * opacity}%, var(--surface))`;
  }
}

function paintLegend() {
  paint("[data-class]", ({ class: rank }) => (rank in STRENGTHS ? ["irritant", STRENGTHS[rank]] : ["soft", UNTOLD]));
  // Layers one above the other.
  paint("[data-level]", ({ level }) => ["indicator", 1 - LEVELS.slice(0, level).reduce((left, opacity) => left * (1 - opacity), 1)]);
  paint("[data-of=voices]", () => ["sun", HEARD]);
}

function ready() {
  show();
  map.getCanvas().dataset.ready = "yes";
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
  for (const input of boxes) {
    input.addEventListener("change", () => {
      if (input.checked) tick(input); else show();
      if (input.value === "voices" && input.checked) hear();
    });
  }
  for (const button of opened.querySelectorAll("[data-zoom]")) {
    const by = Number(button.dataset.zoom);
    button.addEventListener("click", () => (by ? map.zoomTo(map.getZoom() + by, { animate: !calm.matches })
      : map.fitBounds(whole, { padding: 20, animate: !calm.matches })));
  }
  if (network) network.addEventListener("change", show);
  tables.forEach(giveButtons);
  paintLegend();
}

function fail() {
  opened.hidden = true;
  if (still) still.hidden = false;
  box.querySelector("[data-failed]").hidden = false;
}

door.hidden = false;
door.querySelector("button").addEventListener("click", async () => {
  door.hidden = true;
  try {
    const { library, archive, sheet } = box.dataset;
    await Promise.all([
      loaded("script", { src: library }), loaded("script", { src: archive }), loaded("link", { rel: "stylesheet", href: sheet }),
    ]);
    opened.hidden = false;
    if (still) still.hidden = true;
    begin();
    opened.querySelector("input").focus();
  } catch { fail(); }
});
