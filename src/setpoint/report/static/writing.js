// Texts of the model as nodes: text nodes only, never markup, and nothing that hides or turns around.
"use strict";

const MOST_SHOWN = 200_000;
const INVISIBLE = /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

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

// The answer's text from start to end, every judged step in it in a mark of its own.
function markedText(answer, start, end, { named = true } = {}) {
  const nodes = [];
  let at = start;
  for (const [index, { mark, verdict, why }] of answer.steps.entries()) {
    if (!mark || mark[0] < at || mark[1] > end) continue;
    nodes.push(...textNodes(answer.text.slice(at, mark[0])),
      element("mark", { className: verdict, tabIndex: -1,
        title: `${words.truth[verdict]}: ${why}`, ...(named && { id: `step-${index}` }) }, ...textNodes(answer.text.slice(...mark))));
    at = mark[1];
  }
  return [...nodes, ...textNodes(answer.text.slice(at, end))];
}

function textBlock(lang, nodes, properties = {}) {
  return element("div", { className: "text", dir: "auto", lang, ...properties }, ...nodes);
}

// A block of the text; of a very long one the beginning, and a button for the rest.
function longBlock(lang, answer, start, end) {
  const stop = end - start > MOST_SHOWN ? wholeCharacter(answer.text, start + MOST_SHOWN) : end;
  const block = textBlock(lang, markedText(answer, start, stop));
  if (stop === end) return [block];
  const more = button(fill(words.reader.characters, { number: grouped(end - stop) }), () => {
    block.append(...markedText(answer, stop, end));
    more.remove();
  }, { className: "rest" });
  return [block, more];
}

// The offset, or the one before it where it would cut a pair of surrogates in two.
function wholeCharacter(text, offset) {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
}
