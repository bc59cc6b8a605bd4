// Shows every answer: filters, list, and the one that is open.
(async () => {
  "use strict";

  const AT_ONCE = 200;
  const LONG_VALUE = 120;
  const form = document.getElementById("filters");
  const list = document.getElementById("list");
  const more = document.getElementById("more");
  const place = document.getElementById("answer");
  const total = document.getElementById("count");

  const { problems, answers } = await unpack().catch(() => ({}));
  if (!answers) {
    total.textContent = words.reader.unreadable;
    return;
  }

  const READ = {
    problem: (answer) => problems[answer.problem].id,
    temperature: (answer) => plain(arms[answer.arm].temperature),
    style: (answer) => arms[answer.arm].style,
    outcome: (answer) => answer.outcome,
  };
  const NAMES = { style: words.style, outcome: words.outcome };
  const places = new Map(answers.map((answer, index) => [answer, index]));
  const families = d3.group(answers, family);
  let shown = answers;
  let current = null;

  for (const [name, read] of Object.entries(READ)) {
    form.elements[name]?.append(...[...new Set(answers.map(read))]
      .map((value) => new Option(NAMES[name]?.[value] ?? value, value)));
  }
  form.addEventListener("input", applyFilters);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => extendList(list.children.length + AT_ONCE));
  list.addEventListener("keydown", moveByArrow);
  window.addEventListener("hashchange", openNamed);
  document.addEventListener("choose", ({ detail }) => openCell(detail));
  applyFilters();
  openNamed();

  async function unpack() {
    const packed = atob(document.getElementById("answers-data").textContent);
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  function family(answer) {
    return `${answer.problem} ${answer.run} ${READ.style(answer)}`;
  }

  function applyFilters() {
    const chosen = Object.keys(READ).filter((name) => form.elements[name]?.value);
    shown = answers.filter((answer) => chosen.every((name) => READ[name](answer) === form.elements[name].value));
    total.textContent = fill(words.reader.count, { shown: grouped(shown.length), total: grouped(answers.length) });
    list.replaceChildren();
    extendList(AT_ONCE);
    open(shown.includes(current) ? current : shown[0] ?? null);
  }

  function extendList(length) {
    list.append(...shown.slice(list.children.length, length).map(listItem));
    const left = Math.min(AT_ONCE, shown.length - list.children.length);
    more.hidden = left <= 0;
    more.textContent = fill(words.reader.more, { number: left });
  }

  function openNamed() {
    const named = /^#answer-(\d+)$/.exec(location.hash);
    const answer = named && answers[Number(named[1])];
    if (!answer || answer === current) return;
    show(answer);
    place.scrollIntoView({ block: "start" });
  }

  function openCell({ problem, temperature, index }) {
    form.reset();
    form.elements.problem.value = problem;
    form.elements.temperature.value = plain(temperature);
    if (form.elements.style) form.elements.style.value = arms[index].style;
    current = null;
    applyFilters();
    form.scrollIntoView({ block: "start" });
    place.focus({ preventScroll: true });
  }

  function listItem(answer) {
    const item = button([
      badge(OUTCOME_SYMBOLS[answer.outcome], answer.outcome, words.outcome[answer.outcome]),
      element("span", { className: "item-temperature" }, READ.temperature(answer)),
      element("span", { className: "item-problem" }, READ.problem(answer)),
      element("span", { className: "item-run" }, describeRun(answer)),
    ], () => choose(answer), { className: "item", tabIndex: -1 });
    return element("li", {}, item);
  }

  function choose(answer) {
    show(answer);
    history.replaceState(null, "", `#answer-${places.get(answer)}`);
    if (place.getBoundingClientRect().top > innerHeight * 0.7) place.scrollIntoView({ block: "start" });
    place.focus({ preventScroll: true });
  }

  // Opens an answer even if the filters hide it.
  function show(answer) {
    if (!shown.includes(answer)) {
      form.reset();
      applyFilters();
    }
    open(answer);
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
    const before = list.querySelector("[aria-current]");
    before?.removeAttribute("aria-current");
    if (before) before.tabIndex = -1;
    if (!answer) {
      const reason = answers.length ? words.reader.none_match : words.reader.none_yet;
      place.replaceChildren(element("p", { className: "muted" }, reason));
      return;
    }
    const index = shown.indexOf(answer);
    if (index >= list.children.length) extendList(index + AT_ONCE);
    const item = list.children[index];
    item.firstChild.setAttribute("aria-current", "true");
    item.firstChild.tabIndex = 0;
    scrollWithin(list, item);
    place.replaceChildren(...answerParts(answer, index));
  }

  function answerParts(answer, index) {
    const problem = problems[answer.problem];
    const title = { problem: problem.id, temperature: READ.temperature(answer) };
    return [
      element("div", { className: "answer-head" },
        element("h3", {}, fill(words.reader.title, title)),
        element("p", { className: "muted" }, describeSample(answer)),
        element("nav", { className: "steps-nav", "aria-label": words.reader.neighbours },
          turn(words.reader.previous, shown[index - 1]), turn(words.reader.next, shown[index + 1]))),
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
        textBlock(problem.language, textNodes(problem.prompts[READ.style(answer)] ?? ""))),
      ...stepList(answer),
      ...fullText(answer),
      ...besideParts(answer, families.get(family(answer)), problem.language, choose),
    ];
  }

  function describeSample(answer) {
    return [
      describeRun(answer),
      form.elements.style && fill(words.reader.style, { style: words.style[READ.style(answer)] }),
      fill(words.reader.tokens, { number: grouped(answer.tokens) }),
      words.finish[answer.finish],
      answer.rescues && fill(words.reader.rescues, { number: answer.rescues }),
    ].filter(Boolean).join(" · ");
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

  function showMark(index) {
    for (const rest of place.querySelectorAll(".rest")) rest.click();
    const mark = document.getElementById(`step-${index}`);
    mark?.closest("details")?.setAttribute("open", "");
    mark?.scrollIntoView({ block: "center" });
    mark?.focus({ preventScroll: true });
  }

  function fullText(answer) {
    const { text, thought } = answer;
    const { language } = problems[answer.problem];
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

  function turn(label, answer) {
    return button(label, () => choose(answer), { disabled: !answer });
  }

  function describeRun(answer) {
    return fill(words.reader.run, { run: answer.run + 1, runs: report.runs });
  }

  function scrollWithin(box, item) {
    const offset = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset < 0 || offset + item.offsetHeight > box.clientHeight) {
      box.scrollTop += offset - box.clientHeight / 3;
    }
  }
})();
