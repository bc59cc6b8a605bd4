// The answer beside its neighbours: the same problem and run at another temperature, from the place
// where the two texts part.
"use strict";

const CONTEXT = 160;
const MOST_BESIDE = 6_000;

// A strip of the neighbours and, below it, the chosen one beside the answer.
function besideParts(answer, neighbours, lang, open) {
  if (neighbours.length < 2) return [];
  const here = neighbours.indexOf(answer);
  const place = element("div", { className: "beside" });
  const buttons = neighbours.map((other) => other === answer ? currentMark(answer)
    : button(strip(other), () => show(other), { className: "turn" }));
  show(nearest(here, (other) => other.text !== answer.text) ?? nearest(here, () => true));
  return [
    element("h4", {}, words.beside.heading),
    element("div", { className: "strip", role: "group", "aria-label": words.beside.choose }, ...buttons),
    place,
  ];

  function show(other) {
    for (const [index, node] of buttons.entries()) {
      if (neighbours[index] !== answer) node.setAttribute("aria-pressed", neighbours[index] === other);
    }
    place.replaceChildren(...comparison(answer, other, lang, open));
  }

  function nearest(from, suits) {
    const others = neighbours.filter((other) => other !== answer && suits(other));
    return d3.least(others, (other) => Math.abs(neighbours.indexOf(other) - from));
  }
}

function currentMark(answer) {
  return element("span", { className: "turn", "aria-current": "true" }, strip(answer));
}

function strip(answer) {
  return element("span", {}, badge(OUTCOME_SYMBOLS[answer.outcome], answer.outcome, words.outcome[answer.outcome]),
    plain(arms[answer.arm].temperature));
}

function comparison(answer, other, lang, open) {
  const part = partingPlace(answer.text, other.text);
  const isSame = part === answer.text.length && part === other.text.length;
  const sentence = isSame ? words.beside.same
    : part ? fill(words.beside.part, { number: grouped(part) }) : words.beside.part_at_once;
  return [
    element("p", { className: "parting" }, sentence),
    ...(isSame ? [] : [element("div", { className: "pair" },
      column(answer, part, lang), column(other, part, lang))]),
    button(fill(words.beside.open, { temperature: plain(arms[other.arm].temperature) }), () => open(other)),
  ];
}

function column(answer, part, lang) {
  const { text } = answer;
  const start = wholeCharacter(text, Math.max(0, part - CONTEXT));
  const end = wholeCharacter(text, Math.min(text.length, part + MOST_BESIDE));
  const facts = [words.outcome[answer.outcome], fill(words.reader.tokens, { number: grouped(answer.tokens) })];
  return element("div", { className: "side" },
    element("p", { className: "side-head" }, strip(answer), element("span", { className: "muted" }, facts.join(" · "))),
    textBlock(lang, [
      ...note(start && fill(words.beside.common, { number: grouped(start) })),
      element("span", { className: "common" }, ...textNodes(text.slice(start, part))),
      element("span", { className: "part" }, words.beside.here),
      ...markedText(answer, part, end, { named: false }),
      ...note(part === text.length && words.beside.ends),
      ...note(end < text.length && fill(words.beside.rest, { number: grouped(text.length - end) })),
    ], { tabIndex: 0 }));
}

function note(text) {
  return text ? [element("span", { className: "note-inline" }, text)] : [];
}

// Where the texts differ first, in whole characters.
function partingPlace(text, other) {
  const most = Math.min(text.length, other.length);
  let at = 0;
  while (at < most && text.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at < most ? wholeCharacter(text, at) : at;
}
