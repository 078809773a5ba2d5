// Choosing a side for what has no lines to pick from.
import { element } from './element.js';

let groups = 0;

// options: [{ value, label, detail }]; chosen(value) is called with the one that was picked.
export function choice(legend, options, current, chosen, className = '') {
  const name = `choice-${++groups}`;
  return element(
    'fieldset',
    { className: `choice ${className}` },
    element('legend', { textContent: legend }),
    ...options.map(({ value, label, detail }) => element(
      'label',
      { className: 'option' },
      element('input', { type: 'radio', name, value, checked: value === current, onchange: () => chosen(value) }),
      element('span', { textContent: label }),
      detail ? element('pre', { textContent: detail }) : null,
    )),
  );
}

const parts = { cell_type: 'Kind of cell', metadata: 'Metadata', attachments: 'Attachment', notebook: 'Notebook' };

// A conflict about a value: each side's value to choose from.
export function valueChoice(conflict, current, chosen) {
  return choice(
    `${parts[conflict.part] ?? conflict.part} ${conflict.path}`,
    ['local', 'base', 'remote'].map((side) => ({ value: side, label: side, detail: conflict[side] ?? '(nothing)' })),
    current,
    chosen,
    'is-conflict',
  );
}

// A cell that both sides moved: whose place it gets, or the one where it stands now.
export function orderChoice(sides, current, chosen) {
  return choice(
    'Order: both sides moved this cell',
    [
      ...['local', 'base', 'remote'].map((side) => ({ value: side, label: `${side} (place ${sides[side].place + 1})` })),
      { value: 'here', label: 'where it stands' },
    ],
    current,
    chosen,
    'is-conflict',
  );
}
