// The versions of a cell beside each other, chunk by chunk, each with a button that takes it.
import { classHighlighter, highlightTree, markdownLanguage, pythonLanguage } from '../codemirror/codemirror.js';
import { button, element } from './element.js';

export function sides(row, source, merge) {
  const shown = ['local', 'base', 'remote'].filter((side) => side !== 'base' || merge.shows_base);
  return element('div', { className: 'sides' }, ...shown.map((side) => pane(side, row, source, merge)));
}

function pane(side, row, source, merge) {
  const label = merge.labels[side];
  const title = element('h3', { textContent: label === side ? side : `${side}: ${label}` });
  const pane = element('section', { className: `side is-${side}`, 'aria-label': side, 'data-side': side }, title);
  if (!row.sides[side]) {
    pane.append(element('p', { className: 'absent', textContent: side === 'base' ? 'not there before' : row[`${side}_change`] === 'removed' ? 'removed' : 'not there' }));
    return pane;
  }

  const texts = row.chunks.map((chunk) => chunk.kind === 'same' ? chunk.base : chunk[side]);
  const spans = highlighted(texts.join(''), row.kind, merge.language);
  let at = 0;
  row.chunks.forEach((chunk, index) => {
    const text = texts[index];
    const isOwn = chunk.kind === 'conflict' || chunk.kind === side || chunk.kind === 'both' && side !== 'base';
    const code = element('code', {}, ...pieces(text, at, spans));
    at += text.length;
    if (chunk.kind === 'same') {
      pane.append(element('pre', { className: 'chunk' }, code));
      return;
    }

    const take = button('⇩', () => source.take(index, side), { className: 'take', title: `Take this from ${side}`, 'aria-label': `Take chunk ${index + 1} from ${side}`, 'data-chunk': index });
    pane.append(element('div', { className: `chunk is-changed ${isOwn ? `is-${chunk.kind === 'conflict' ? 'conflict' : side}` : ''}` }, take, element('pre', {}, code)));
  });
  return pane;
}

function highlighted(text, kind, language) {
  const parser = kind === 'markdown' ? markdownLanguage.parser : kind === 'code' && /^(i?python|)$/i.test(language ?? '') ? pythonLanguage.parser : null;
  const spans = [];
  if (parser && text.length < 200000) {
    highlightTree(parser.parse(text), classHighlighter, (from, to, style) => spans.push({ from, to, style }));
  }

  return spans;
}

function* pieces(text, start, spans) {
  let at = start;
  const end = start + text.length;
  const slice = (from, to) => text.slice(from - start, to - start);
  for (const { from, to, style } of spans) {
    if (to <= at || from >= end) {
      continue;
    }

    const [begin, stop] = [Math.max(from, at), Math.min(to, end)];
    yield slice(at, begin);
    yield element('span', { className: style, textContent: slice(begin, stop) });
    at = stop;
  }

  yield slice(at, end);
}
