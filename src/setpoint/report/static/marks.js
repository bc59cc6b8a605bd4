// What all charts have in common: axes, lines with intervals, the shade of a plateau.
"use strict";

const temperatures = [...new Set(arms.map((arm) => arm.temperature))].sort((a, b) => a - b);
const step = d3.min(d3.pairs(temperatures, (a, b) => b - a)) ?? 0.1;
const percent = d3.format(".0%");
const count = d3.format(",.0f");
const SHARES = { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: percent, label: null };

function plot(place, width, height, options) {
  const every = Math.ceil(temperatures.length / Math.max(3, width / 34));
  const axis = width > 500 ? words.chart.axis : null;
  const chart = Plot.plot({
    width, height, marginLeft: 40, marginRight: 14, marginTop: 12, marginBottom: axis ? 36 : 24,
    x: { domain: [temperatures[0] - step / 2, temperatures.at(-1) + step / 2],
      ticks: temperatures.filter((_, index) => index % every === 0), tickFormat: plain, label: axis },
    ...options,
    style: { fontSize: "11.5px", fontFamily: "inherit", overflow: "visible" },
    ariaLabel: place.dataset.label,
    ariaDescription: words.chart.see_table,
  });
  chart.setAttribute("role", "img");
  for (const part of chart.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  return chart;
}

function gridLines(ticks) {
  return Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks });
}

// Shade from top to bottom; where several would cover each other, a bar each at the foot.
function plateauMarks(found, look, all = [found]) {
  if (!found?.decided) return [];
  const ends = { x1: ([low]) => low - step / 2, x2: ([, high]) => high + step / 2 };
  return [
    Plot.rect([found.plateau], all.length === 1 ? { ...ends, fill: `var(--plateau-${look % 6})` }
      : { ...ends, y1: 0.01 + 0.03 * look, y2: 0.03 + 0.03 * look, fill: `var(--series-${look % 6})` }),
    Plot.ruleX([found.best ?? found.value], { stroke: `var(--series-${look % 6})`, strokeDasharray: "2 3" }),
  ];
}

// A series is { points, look, name, isBare }, bare without a band; a point has temperature, value, low, and high or null.
function seriesMarks(series, format, top) {
  const drawn = series.flatMap(({ points, look, isBare }) => {
    const color = `var(--series-${look})`;
    const ends = { x: "temperature", y1: "low", y2: (point) => point.high ?? top, clip: true };
    return [
      ...(isBare ? [] : [Plot.areaY(points, { ...ends, fill: color, fillOpacity: 0.12 })]),
      Plot.ruleX(points, { ...ends, stroke: color, strokeOpacity: isBare ? 0.6 : 0.35 }),
      Plot.lineY(points, { x: "temperature", y: "value", stroke: color, strokeWidth: 2,
        strokeDasharray: look ? "5 4" : undefined }),
      Plot.dot(points, { x: "temperature", y: "value", fill: "var(--surface)", stroke: color,
        strokeWidth: 2, r: 3.2, symbol: look ? "diamond" : "circle" }),
    ];
  });
  const all = series.flatMap(({ points, name }) => points.map((point) => ({ ...point, name })));
  return [...drawn, Plot.tip(all, Plot.pointerX({ x: "temperature", y: "value",
    title: (point) => describe(point, format), stroke: "var(--rule)", fontSize: 12 }))];
}

function describe({ temperature, name, value, low, high, reason, successes, trials }, format) {
  const share = trials ? fill(words.chart.of, { value: format(value), successes, trials }) : format(value);
  const at = fill(words.chart.at, { temperature: plain(temperature) });
  return [name ? `${at} · ${name}` : at, share, reason ?? describeInterval(low, high, format)].join("\n");
}

function describeInterval(low, high, format) {
  if (high === null) return fill(words.chart.at_least, { low: format(low) });
  if (low === high) return words.chart.exact;
  return fill(words.chart.interval, { low: format(low), high: format(high) });
}
