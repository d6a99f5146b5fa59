// One key, one decision: a key presses the button that bears it. Without this, the buttons remain.
"use strict";
const KEPT = "maillage.touches";
const help = document.querySelector("[data-keys]");
const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

// Some browsers keep nothing for anybody: the keys are then on at each page.
function kept(value) {
  try {
    if (value) localStorage.setItem(KEPT, value);
    return localStorage.getItem(KEPT);
  } catch { return null; }
}

function step(by) {
  const steps = [...document.querySelectorAll("[data-step]")];
  const at = steps.indexOf(document.activeElement);
  const next = steps[at < 0 ? (by > 0 ? 0 : steps.length - 1) : at + by];
  if (next) next.focus();
}

if (help) {
  const isOn = help.querySelector("input");
  help.hidden = false;
  isOn.checked = kept() !== "non";
  isOn.addEventListener("change", () => kept(isOn.checked ? "oui" : "non"));
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!isOn.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.closest(typing)) return;
    if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
    const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (pressed) { event.preventDefault(); pressed.click(); }
  });
}
