// Draws every [data-chart] of the page from the report in the page's data island.
(() => {
  "use strict";

  const { report } = JSON.parse(document.getElementById("run-data").textContent);
  const styles = [...new Set(report.arms.map((arm) => arm.style))];
  const temperatures = [...new Set(report.arms.map((arm) => arm.temperature))].sort((a, b) => a - b);
  const step = d3.min(d3.pairs(temperatures, (a, b) => b - a)) ?? 0.1;
  const domain = [temperatures[0] - step / 2, temperatures.at(-1) + step / 2];
  const percent = d3.format(".0%");
  const count = d3.format(",.0f");
  const plain = (temperature) => (Number.isInteger(temperature) ? temperature.toFixed(1) : `${temperature}`);

  const charts = { levels: drawLevels, share: drawShare, tokens: drawTokens, outcomes: drawOutcomes };

  for (const place of document.querySelectorAll("[data-chart]")) {
    let drawnWidth = 0;
    const draw = () => {
      const width = Math.floor(place.clientWidth);
      if (!width || width === drawnWidth) return;
      drawnWidth = width;
      place.replaceChildren(charts[place.dataset.chart](place, width));
    };
    draw();
    new ResizeObserver(() => requestAnimationFrame(draw)).observe(place);
  }

  function drawLevels(place, width) {
    const points = report.setpoints.flatMap((setpoint) =>
      setpoint.levels.map((level) => ({ ...level, ...level.accuracy, style: setpoint.style })));
    return plot(place, width, Math.min(340, 160 + width / 5), {
      y: { domain: [0, 1], ticks: 5, tickFormat: percent, label: null },
      marks: [...plateaus(), ...estimateMarks(points, percent)],
    });
  }

  function drawShare(place, width) {
    return plot(place, width, 170, {
      y: { domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: percent, label: null },
      marks: estimateMarks(pointsOf(place), percent),
    });
  }

  function drawTokens(place, width) {
    return plot(place, width, 170, {
      y: { domain: [0, report.max_new_tokens], ticks: 3, tickFormat: "~s", label: null },
      marks: estimateMarks(pointsOf(place), count),
    });
  }

  function drawOutcomes(place, available) {
    const width = Math.min(available, 150 + 90 * temperatures.length);
    const names = Object.keys(report.by_temperature[0].outcomes);
    const bars = d3.flatRollup(
      report.by_temperature.flatMap((row) =>
        names.map((outcome) => ({ ...row, outcome, count: row.outcomes[outcome] }))),
      (rows) => d3.sum(rows, (row) => row.count),
      (row) => row.style, (row) => row.temperature, (row) => row.outcome,
    ).map(([style, temperature, outcome, number]) => ({ style, temperature, outcome, number }));
    const totals = d3.rollup(bars, (all) => d3.sum(all, (bar) => bar.number),
      (bar) => `${bar.style} ${bar.temperature}`);
    const isLegible = (bar) => bar.number / totals.get(`${bar.style} ${bar.temperature}`) > 0.06;
    const stack = { x: "temperature", y: "number", fy: styles.length > 1 ? "style" : undefined,
      z: "outcome", order: names };
    return plot(place, width, 60 + 220 * styles.length, {
      marginRight: styles.length > 1 ? 70 : 14,
      x: { type: "band", domain: temperatures, tickFormat: plain, label: axisLabel(width), padding: 0.18 },
      y: { ticks: 4, label: null },
      fy: { label: null, tickFormat: (style) => `style ${style}` },
      marks: [
        Plot.barY(bars, { ...stack, fill: (bar) => `var(--outcome-${bar.outcome})`,
          title: (bar) => `${plain(bar.temperature)}: ${bar.number} ${bar.outcome}` }),
        Plot.textY(bars, Plot.stackY({ ...stack, filter: isLegible, fill: "var(--surface)",
          text: "number", fontWeight: 600 })),
      ],
    });
  }

  function plot(place, width, height, options) {
    const every = Math.ceil(temperatures.length / Math.max(3, width / 34));
    const chart = Plot.plot({
      width, height, marginLeft: 40, marginRight: 14, marginTop: 12, marginBottom: axisLabel(width) ? 36 : 24,
      x: { domain, ticks: temperatures.filter((_, index) => index % every === 0),
        tickFormat: plain, label: axisLabel(width) },
      ...options,
      style: { fontSize: "11.5px", fontFamily: "inherit", overflow: "visible" },
      ariaLabel: place.getAttribute("aria-label"),
      ariaDescription: "The figures are in the table below the charts.",
      marks: [
        Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: options.y.ticks }),
        ...options.marks,
      ],
    });
    chart.setAttribute("role", "img");
    return chart;
  }

  function axisLabel(width) {
    return width > 500 ? "temperature" : null;
  }

  function plateaus() {
    return report.setpoints.filter((setpoint) => setpoint.decided).flatMap(({ plateau, value, style }) => [
      Plot.rect([plateau], { x1: (ends) => ends[0] - step / 2, x2: (ends) => ends[1] + step / 2,
        fill: `var(--plateau-${styles.indexOf(style)})` }),
      Plot.ruleX([value], { stroke: `var(--series-${styles.indexOf(style)})`, strokeDasharray: "2 3" }),
    ]);
  }

  function pointsOf({ dataset: { kind, measure } }) {
    const read = (row) => measure.split(".").reduce((value, name) => value?.[name], row);
    return report.by_temperature.filter((row) => row.kind === kind && read(row))
      .map((row) => ({ temperature: row.temperature, style: row.style, ...read(row) }));
  }

  function estimateMarks(points, format) {
    const describe = (point) => [
      `T = ${plain(point.temperature)}${styles.length > 1 ? `, ${point.style}` : ""}`,
      format(point.value) + (point.trials ? ` (${point.successes} of ${point.trials})` : ""),
      point.reason ?? (point.low === point.high ? "exact" : `95%: ${format(point.low)} to ${format(point.high)}`),
    ].join("\n");
    const drawn = styles.flatMap((style, index) => {
      const series = points.filter((point) => point.style === style);
      const color = `var(--series-${index})`;
      return [
        Plot.areaY(series, { x: "temperature", y1: "low", y2: "high", fill: color, fillOpacity: 0.14 }),
        Plot.ruleX(series, { x: "temperature", y1: "low", y2: "high", stroke: color, strokeOpacity: 0.3 }),
        Plot.lineY(series, { x: "temperature", y: "value", stroke: color, strokeWidth: 2,
          strokeDasharray: index ? "5 4" : undefined }),
        Plot.dot(series, { x: "temperature", y: "value", fill: "var(--surface)", stroke: color,
          strokeWidth: 2, r: 3.2, symbol: index ? "diamond" : "circle" }),
      ];
    });
    return [...drawn, Plot.tip(points, Plot.pointerX({ x: "temperature", y: "value", title: describe,
      stroke: "var(--rule)", fontSize: 12 }))];
  }
})();
