// Draws every [data-chart] of the page from its figures, again whenever its width changes.
(() => {
  "use strict";

  const MOST_NAMED = 60;
  const charts = { levels: drawLevels, kind: drawKind, share: drawShare, tokens: drawTokens,
    outcomes: drawOutcomes, grid: drawGrid };

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
    const series = report.setpoints.map(({ series: name, levels }, look) => ({ look, name: seriesName(name),
      points: levels.map((level) => ({ ...level, ...level.accuracy })) }));
    return plot(place, width, Math.min(340, 160 + width / 5), { y: SHARES, marks: [
      gridLines(SHARES.ticks),
      ...report.setpoints.flatMap(plateauMarks),
      ...seriesMarks(series, percent),
    ] });
  }

  function drawKind(place, width) {
    const { kind, series } = place.dataset;
    const rows = report.by_temperature.filter((row) => row.kind === kind && row.series === series);
    const found = report.plateaus.find((plateau) => plateau.kind === kind && plateau.series === series);
    const measured = (measure) => rows.filter((row) => row[measure])
      .map((row) => ({ temperature: row.temperature, ...row[measure] }));
    return plot(place, width, 210, { y: SHARES, marks: [
      gridLines(SHARES.ticks),
      ...plateauMarks(found, 0),
      ...seriesMarks([
        { look: 1, isBare: true, points: measured("mg_pass_at_k"), name: `mG-Pass@${report.k}` },
        { look: 0, points: measured("accuracy"), name: words.outcome.CORRECT },
      ], percent),
    ] });
  }

  function drawShare(place, width) {
    const ticks = [0, 0.5, 1];
    return plot(place, width, 170, { y: { ...SHARES, ticks },
      marks: [gridLines(ticks), ...seriesMarks(drawnSeries(place), percent)] });
  }

  function drawTokens(place, width) {
    const series = drawnSeries(place);
    const top = 1.3 * (d3.max(series.flatMap(({ points }) => points), (point) => point.value) ?? 1);
    return plot(place, width, 170, { y: { domain: [0, top], ticks: 3, tickFormat: d3.format("~s"), label: null },
      marks: [gridLines(3), ...seriesMarks(series, count, top)] });
  }

  function drawOutcomes(place, available) {
    const width = Math.min(available, 150 + 90 * temperatures.length);
    const names = Object.keys(report.by_temperature[0].outcomes);
    const bars = d3.flatRollup(
      report.by_temperature.flatMap((row) =>
        names.map((outcome) => ({ ...row, outcome, count: row.outcomes[outcome] }))),
      (rows) => d3.sum(rows, (row) => row.count),
      (row) => row.series, (row) => row.temperature, (row) => row.outcome,
    ).map(([series, temperature, outcome, number]) => ({ series, temperature, outcome, number }));
    const most = d3.max(d3.rollup(bars, (all) => d3.sum(all, (bar) => bar.number),
      (bar) => `${bar.series} ${bar.temperature}`).values());
    const isLegible = (bar) => bar.number > 0.07 * most && width / temperatures.length > 26;
    const stack = { x: "temperature", y: "number", fy: allSeries.length > 1 ? "series" : undefined,
      z: "outcome", order: names };
    return plot(place, width, 60 + 220 * allSeries.length, {
      marginRight: allSeries.length > 1 ? 40 + 6 * d3.max(allSeries, (series) => seriesName(series).length) : 14,
      x: { type: "band", domain: temperatures, tickFormat: plain, padding: 0.18,
        label: width > 500 ? words.chart.axis : null },
      y: { ticks: 4, label: null },
      fy: { label: null, tickFormat: seriesName },
      marks: [
        gridLines(4),
        Plot.barY(bars, { ...stack, fill: (bar) => `var(--outcome-${bar.outcome})`,
          title: (bar) => fill(words.chart.outcome, { temperature: plain(bar.temperature),
            number: bar.number, outcome: words.outcome[bar.outcome] }) }),
        Plot.textY(bars, Plot.stackY({ ...stack, filter: isLegible, fill: "var(--surface)",
          text: "number", fontWeight: 600 })),
      ],
    });
  }

  // One row a problem, one column a temperature; a chosen cell opens its answers.
  function drawGrid(place, available) {
    const columns = arms.map((arm, index) => ({ ...arm, index }))
      .filter((arm) => arm.series === place.dataset.series);
    const cells = grid.flatMap(({ problem, right }) => columns.filter(({ index }) => right[index])
      .map(({ index, temperature }) => ({ problem, temperature, index,
        successes: right[index][0], trials: right[index][1] })));
    const share = (cell) => cell.successes / cell.trials;
    const isNamed = grid.length <= MOST_NAMED;
    const room = available < 560 ? 92 : 190;
    const longest = Math.floor(room / 7);
    const height = isNamed ? 24 : Math.max(3, Math.min(12, 1400 / grid.length));
    const width = Math.min(available, room + 70 * columns.length);
    const chart = plot(place, width, 46 + height * grid.length, {
      marginLeft: isNamed ? room : 14,
      x: { type: "band", domain: columns.map((arm) => arm.temperature), tickFormat: plain, padding: 0.04,
        label: width > 500 ? words.chart.axis : null },
      y: { type: "band", domain: grid.map((line) => line.problem), padding: isNamed ? 0.08 : 0, label: null,
        tickSize: 0, ticks: isNamed ? undefined : [],
        tickFormat: (id) => (id.length > longest ? `…${id.slice(1 - longest)}` : id) },
      marks: [
        Plot.cell(cells, { x: "temperature", y: "problem", fill: "var(--heat-empty)" }),
        Plot.cell(cells, { x: "temperature", y: "problem", fill: "var(--series-0)",
          fillOpacity: { value: (cell) => share(cell) ** 1.5, scale: null } }),
        ...(isNamed && width / columns.length > 26 ? [Plot.text(cells, { x: "temperature", y: "problem",
          text: "successes", fill: inkOn })] : []),
        Plot.tip(cells, Plot.pointer({ x: "temperature", y: "problem", stroke: "var(--rule)", fontSize: 12,
          title: (cell) => fill(words.chart.cell, { ...cell, temperature: plain(cell.temperature) }) })),
      ],
    });
    chart.style.cursor = "pointer";
    chart.addEventListener("click", () => {
      if (chart.value) document.dispatchEvent(new CustomEvent("choose", { detail: chart.value }));
    });
    return chart;

    function inkOn(cell) {
      if (share(cell) > 0.85) return "var(--surface)";
      return share(cell) > 0.7 ? "var(--heat-ink)" : "var(--ink)";
    }
  }

  function drawnSeries({ dataset: { kind, measure } }) {
    const read = (row) => measure.split(".").reduce((value, name) => value?.[name], row);
    return allSeries.map((series, look) => ({ look, name: seriesName(series),
      points: report.by_temperature.filter((row) => row.kind === kind && row.series === series && read(row))
        .map((row) => ({ temperature: row.temperature, ...read(row) })) }));
  }

  function seriesName(series) {
    return allSeries.length > 1 ? words.series[series] : "";
  }
})();
