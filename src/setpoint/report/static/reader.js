// Shows every answer: filters, list, and the one that is open. Texts of the model become text
// nodes only, never markup.
(() => {
  "use strict";

  const { report, problems, answers } = JSON.parse(document.getElementById("run-data").textContent);
  const arms = report.arms;
  const form = document.getElementById("filters");
  const list = document.getElementById("list");
  const place = document.getElementById("answer");

  const OUTCOME_SYMBOLS = { CORRECT: "✓", WRONG: "✗", NO_ANSWER: "∅", TRUNCATED: "…", UNPARSED: "?",
    LOOP: "↻", TIMEOUT: "◷", UNSAFE: "!", ERROR: "!" };
  const FINISH_NAMES = { length: "reached the cap", loop: "repeats itself", non_finite: "logits not finite" };
  const TRUTH_SYMBOLS = { TRUE: "✓", FALSE: "✗", UNKNOWN: "?" };
  const INVISIBLE = /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const outcomeNames = Object.fromEntries([...form.elements.outcome.options].map((option) => [option.value, option.text]));
  const plain = (temperature) => (Number.isInteger(temperature) ? temperature.toFixed(1) : `${temperature}`);

  const READ = {
    problem: (answer) => problems[answer.problem].id,
    temperature: (answer) => plain(arms[answer.arm].temperature),
    style: (answer) => arms[answer.arm].series,
    outcome: (answer) => answer.outcome,
  };
  let shown = answers;
  let current = null;

  for (const name of ["problem", "temperature", "style"]) {
    const select = form.elements[name];
    if (select) select.append(...[...new Set(answers.map(READ[name]))].map((value) => new Option(value, value)));
  }
  form.addEventListener("input", applyFilters);
  form.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("keydown", moveByArrow);
  window.addEventListener("hashchange", openNamed);
  applyFilters();
  openNamed();

  function applyFilters() {
    const chosen = Object.keys(READ).filter((name) => form.elements[name]?.value);
    shown = answers.filter((answer) => chosen.every((name) => READ[name](answer) === form.elements[name].value));
    document.getElementById("count").textContent = `${shown.length} of ${answers.length} answers`;
    list.replaceChildren(...shown.map(listItem));
    open(shown.includes(current) ? current : shown[0] ?? null);
  }

  function openNamed() {
    const named = /^#answer-(\d+)$/.exec(location.hash);
    const answer = named && answers[Number(named[1])];
    if (!answer || answer === current) return;
    if (!shown.includes(answer)) {
      form.reset();
      applyFilters();
    }
    open(answer);
    place.scrollIntoView({ block: "start" });
  }

  function listItem(answer) {
    const button = element("button", { type: "button", className: "item" },
      badge(OUTCOME_SYMBOLS[answer.outcome], answer.outcome, outcomeNames[answer.outcome]),
      element("span", { className: "item-temperature" }, READ.temperature(answer)),
      element("span", { className: "item-problem" }, READ.problem(answer)),
      element("span", { className: "item-run" }, describeRun(answer)));
    button.addEventListener("click", () => choose(answer));
    return element("li", {}, button);
  }

  function choose(answer) {
    open(answer);
    history.replaceState(null, "", `#answer-${answers.indexOf(answer)}`);
    if (place.getBoundingClientRect().top > innerHeight * 0.7) place.scrollIntoView({ block: "start" });
    place.focus({ preventScroll: true });
  }

  // The list is one stop of the tab key; the arrows move within it.
  function moveByArrow(event) {
    const distance = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const neighbour = distance && shown[shown.indexOf(current) + distance];
    if (!neighbour) return;
    event.preventDefault();
    open(neighbour);
    list.querySelector("[aria-current]").focus();
  }

  function open(answer) {
    current = answer;
    for (const [index, item] of [...list.children].entries()) {
      const isCurrent = shown[index] === answer;
      item.firstChild.toggleAttribute("aria-current", isCurrent);
      item.firstChild.tabIndex = isCurrent ? 0 : -1;
      if (isCurrent) scrollWithin(list, item);
    }
    place.replaceChildren(...(answer ? answerParts(answer) : [element("p", { className: "muted" }, answers.length ? "No answer matches." : "There are no answers yet.")]));
  }

  function answerParts(answer) {
    const problem = problems[answer.problem];
    const index = shown.indexOf(answer);
    return [
      element("div", { className: "answer-head" },
        element("h3", {}, `${problem.id} at ${READ.temperature(answer)}`),
        element("p", { className: "muted" }, [describeRun(answer), describeStyle(answer), `${answer.tokens.toLocaleString("en")} tokens`,
          FINISH_NAMES[answer.finish],
          answer.rescues && `${answer.rescues} × not finite, computed again in float32`].filter(Boolean).join(" · ")),
        element("nav", { className: "steps-nav", ariaLabel: "Neighbouring answers" },
          turn("← previous", shown[index - 1]), turn("next →", shown[index + 1]))),
      element("div", { className: "verdict" },
        badge(OUTCOME_SYMBOLS[answer.outcome], answer.outcome),
        element("div", {},
          element("p", { className: "verdict-name" }, outcomeNames[answer.outcome]),
          element("p", {}, ...textNodes(answer.reason)))),
      definitions([
        ["Answer read", answer.answer ?? "none"],
        ["Proven answer", problem.key],
        ...Object.entries(answer.checks).map(([name, value]) => [name.replaceAll("_", " "), value]),
      ]),
      element("details", { className: "prompt" }, element("summary", {}, "Prompt"),
        textBlock(problem.language, textNodes(problem.prompts[arms[answer.arm].style] ?? ""))),
      ...stepList(answer),
      ...fullText(answer),
    ];
  }

  function stepList(answer) {
    if (!answer.steps.length) return [];
    const items = answer.steps.map((step, index) => {
      const claim = element(step.mark ? "button" : "span", { className: "claim", type: "button" }, ...textNodes(step.text));
      if (step.mark) claim.addEventListener("click", () => showMark(index));
      return element("li", { className: `step ${step.verdict}` },
        badge(TRUTH_SYMBOLS[step.verdict], step.verdict, step.verdict.toLowerCase()), claim,
        element("span", { className: "why" }, ...textNodes(step.why)));
    });
    return [element("h4", {}, "Steps that were judged"), element("ol", { className: "steps" }, ...items)];
  }

  function showMark(index) {
    const mark = document.getElementById(`step-${index}`);
    mark.closest("details")?.setAttribute("open", "");
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }

  function fullText(answer) {
    const { text, thought } = answer;
    const { language } = problems[answer.problem];
    const begin = thought + text.slice(thought).search(/[^\r\n]|$/);
    const isClosed = text.slice(0, thought).endsWith("</think>");
    const title = `Thought, ${thought.toLocaleString("en")} characters${isClosed ? "" : ", never closed"}`;
    return [
      ...(thought ? [element("details", { className: "thought", open: begin === text.length },
        element("summary", {}, title), textBlock(language, markedText(answer, 0, thought)))] : []),
      ...(begin < text.length ? [element("h4", {}, "Answer in full"),
        textBlock(language, markedText(answer, begin, text.length))] : []),
    ];
  }

  function textBlock(lang, nodes) {
    return element("div", { className: "text", dir: "auto", lang }, ...nodes);
  }

  // The text from start to end, with every judged step in it in a mark of its own.
  function markedText(answer, start, end) {
    const nodes = [];
    let at = start;
    for (const [index, { mark, verdict, why }] of answer.steps.entries()) {
      if (!mark || mark[0] < start || mark[0] >= end) continue;
      nodes.push(...textNodes(answer.text.slice(at, mark[0])),
        element("mark", { id: `step-${index}`, className: verdict, title: `${verdict.toLowerCase()}: ${why}`, tabIndex: -1 },
          ...textNodes(answer.text.slice(...mark))));
      at = mark[1];
    }
    return [...nodes, ...textNodes(answer.text.slice(at, end))];
  }

  // Characters that would be invisible, or would turn the text around, are shown by their number.
  function textNodes(text) {
    const nodes = [];
    let at = 0;
    for (const match of text.matchAll(INVISIBLE)) {
      const number = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      nodes.push(text.slice(at, match.index), element("span", { className: "invisible" }, `U+${number}`));
      at = match.index + 1;
    }
    return [...nodes, text.slice(at)];
  }

  function definitions(pairs) {
    return element("dl", { className: "checks" }, ...pairs.map(([name, value]) =>
      element("div", { className: `${value}`.includes("\n") ? "block" : "" },
        element("dt", {}, name), element("dd", {}, ...describeValue(value)))));
  }

  function describeValue(value) {
    if (value === true) return [badge("✓", "TRUE"), " yes"];
    if (value === false) return [badge("✗", "FALSE"), " no"];
    if (value === null) return ["not judged"];
    return textNodes(`${value}`);
  }

  function badge(symbol, name, label) {
    const mark = element("span", { className: `badge ${name}`, title: label ?? "" }, symbol);
    mark.setAttribute("role", "img");
    if (label) mark.setAttribute("aria-label", label);
    else mark.setAttribute("aria-hidden", "true");
    return mark;
  }

  function turn(label, answer) {
    const button = element("button", { type: "button", disabled: !answer }, label);
    button.addEventListener("click", () => choose(answer));
    return button;
  }

  function describeRun(answer) {
    return `run ${answer.run + 1} of ${report.runs}`;
  }

  function describeStyle(answer) {
    return form.elements.style ? `style ${READ.style(answer)}` : "";
  }

  function scrollWithin(box, item) {
    const offset = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset < 0 || offset + item.offsetHeight > box.clientHeight) {
      box.scrollTop += offset - box.clientHeight / 3;
    }
  }

  function element(name, properties, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  }
})();
