// What the page's scripts share: the figures, the words, and small ways to build elements.
"use strict";

const { report, grid, words } = JSON.parse(document.getElementById("figures-data").textContent);
const arms = report.arms;
const allSeries = [...new Set(arms.map((arm) => arm.series))];
const TRUTH_SYMBOLS = { TRUE: "✓", FALSE: "✗", UNKNOWN: "?" };
const OUTCOME_SYMBOLS = { CORRECT: "✓", WRONG: "✗", NO_ANSWER: "∅", TRUNCATED: "…", UNPARSED: "?",
  LOOP: "↻", TIMEOUT: "◷", UNSAFE: "!", ERROR: "!" };

// Puts values in the place of their {names}.
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function plain(temperature) {
  return Number.isInteger(temperature) ? temperature.toFixed(1) : `${temperature}`;
}

function grouped(number) {
  return number.toLocaleString("en");
}

// Properties where the element has them, else attributes, such as aria-label.
function element(name, properties, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function button(children, press, properties = {}) {
  const node = element("button", { type: "button", ...properties }, ...[children].flat());
  node.addEventListener("click", press);
  return node;
}

// A round sign; with a label it speaks for itself, without one the text beside it does.
function badge(symbol, name, label) {
  const spoken = label ? { role: "img", "aria-label": label, title: label } : { "aria-hidden": "true" };
  return element("span", { className: `badge ${name}`, ...spoken }, symbol);
}
