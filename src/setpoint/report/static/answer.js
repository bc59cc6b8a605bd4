// One answer as elements: its verdict, its checks, its steps, its text, its neighbours.
"use strict";

const LONG_VALUE = 120;

function temperatureOf(answer) {
  return plain(arms[answer.arm].temperature);
}

function seriesOf(answer) {
  return arms[answer.arm].series;
}

function answerParts(answer, { problem, previous, next, neighbours, choose }) {
  const turn = (label, other) => button(label, () => choose(other), { disabled: !other });
  return [
    element("div", { className: "answer-head" },
      element("h3", {}, fill(words.reader.title, { problem: problem.id, temperature: temperatureOf(answer) })),
      element("p", { className: "muted" }, describeSample(answer)),
      element("nav", { className: "steps-nav", "aria-label": words.reader.neighbours },
        turn(words.reader.previous, previous), turn(words.reader.next, next))),
    element("div", { className: "verdict" },
      badge(OUTCOME_SYMBOLS[answer.outcome], answer.outcome),
      element("div", {},
        element("p", { className: "verdict-name" }, words.outcome[answer.outcome]),
        element("p", {}, ...textNodes(answer.reason)))),
    definitions([
      [words.reader.answer_read, answer.answer ?? words.reader.no_answer],
      [words.reader.proven, problem.key],
      ...Object.entries(answer.checks)
        .map(([name, value]) => [words.check[name] ?? name.replaceAll("_", " "), value]),
    ]),
    element("details", { className: "prompt" }, element("summary", {}, words.reader.prompt),
      textBlock(problem.language, textNodes(problem.prompts[arms[answer.arm].style] ?? ""))),
    ...stepList(answer),
    ...fullText(answer, problem.language),
    ...besideParts(answer, neighbours, problem.language, choose),
  ];
}

function describeRun(answer) {
  return fill(words.reader.run, { run: answer.run + 1, runs: report.runs });
}

function describeSample(answer) {
  return [
    describeRun(answer),
    allSeries.length > 1 && words.series[seriesOf(answer)],
    fill(words.reader.tokens, { number: grouped(answer.tokens) }),
    words.finish[answer.finish],
    answer.rescues && fill(words.reader.rescues, { number: answer.rescues }),
  ].filter(Boolean).join(" · ");
}

function definitions(pairs) {
  return element("dl", { className: "checks" }, ...pairs.map(([name, value]) =>
    element("div", { className: `${value}`.includes("\n") ? "block" : "" },
      element("dt", {}, name),
      element("dd", `${value}`.length > LONG_VALUE ? { tabIndex: 0 } : {}, ...describeValue(value)))));
}

function describeValue(value) {
  if (value === true) return [badge("✓", "TRUE"), ` ${words.reader.yes}`];
  if (value === false) return [badge("✗", "FALSE"), ` ${words.reader.no}`];
  if (value === null) return [words.reader.not_judged];
  return textNodes(`${value}`);
}

function stepList(answer) {
  if (!answer.steps.length) return [];
  const items = answer.steps.map(({ text, verdict, why, mark }, index) => {
    const claim = textNodes(text);
    return element("li", { className: `step ${verdict}` },
      element("span", { className: "truth" }, badge(TRUTH_SYMBOLS[verdict], verdict), words.truth[verdict]),
      mark ? button(claim, () => showMark(index), { className: "claim" })
        : element("span", { className: "claim" }, ...claim),
      element("span", { className: "why" }, ...textNodes(why)));
  });
  return [element("h4", {}, words.reader.steps),
    element("ol", { className: "steps", tabIndex: 0, "aria-label": words.reader.steps }, ...items)];
}

// The whole text must be there before its mark can be gone to.
function showMark(index) {
  for (const rest of document.querySelectorAll(".rest")) rest.click();
  const mark = document.getElementById(`step-${index}`);
  mark?.closest("details")?.setAttribute("open", "");
  mark?.scrollIntoView({ block: "center" });
  mark?.focus({ preventScroll: true });
}

function fullText(answer, language) {
  const { text, thought } = answer;
  const begin = thought + text.slice(thought).search(/[^\r\n]|$/);
  const isClosed = text.slice(0, thought).endsWith("</think>");
  const title = fill(words.reader[isClosed ? "thought" : "thought_open"], { number: grouped(thought) });
  return [
    ...(thought ? [element("details", { className: "thought", open: begin === text.length },
      element("summary", {}, title), ...longBlock(language, answer, 0, thought))] : []),
    ...(begin < text.length ? [element("h4", {}, words.reader.full),
      ...longBlock(language, answer, begin, text.length)] : []),
  ];
}
