// Shows every answer: filters, list, and the one that is open.
(async () => {
  "use strict";

  const AT_ONCE = 200;
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
    temperature: temperatureOf,
    series: seriesOf,
    outcome: (answer) => answer.outcome,
  };
  const NAMES = { series: words.series, outcome: words.outcome };
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
    const bytes = new Uint8Array(packed.length);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = packed.charCodeAt(index);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  function family(answer) {
    return `${answer.problem} ${answer.run} ${seriesOf(answer)}`;
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
    if (form.elements.series) form.elements.series.value = arms[index].series;
    current = null;
    applyFilters();
    form.scrollIntoView({ block: "start" });
    place.focus({ preventScroll: true });
  }

  function listItem(answer) {
    const item = button([
      badge(OUTCOME_SYMBOLS[answer.outcome], answer.outcome, words.outcome[answer.outcome]),
      element("span", { className: "item-temperature" }, temperatureOf(answer)),
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
    place.replaceChildren(...answerParts(answer, {
      problem: problems[answer.problem],
      previous: shown[index - 1],
      next: shown[index + 1],
      neighbours: families.get(family(answer)),
      choose,
    }));
  }

  function scrollWithin(box, item) {
    const offset = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset < 0 || offset + item.offsetHeight > box.clientHeight) {
      box.scrollTop += offset - box.clientHeight / 3;
    }
  }
})();
