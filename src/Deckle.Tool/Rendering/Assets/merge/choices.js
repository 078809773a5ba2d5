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

const parts = { cell_type: 'Kind of cell', metadata: 'Metadata', attachments: 'Attachment', order: 'Order', notebook: 'Notebook' };

// A conflict about a value: each side's value to choose from.
export function valueChoice(conflict, current, merge, chosen) {
  const isOrder = conflict.part === 'order';
  return choice(
    `${parts[conflict.part] ?? conflict.part}${isOrder ? ': both sides moved this cell' : ` ${conflict.path}`}`,
    ['local', 'base', 'remote'].map((side) => ({
      value: side,
      label: isOrder ? `${side}${side === 'local' ? ' (as it stands)' : ''}` : side,
      detail: isOrder ? null : conflict[side] ?? '(nothing)',
    })).filter((option) => !isOrder || option.value === 'local').map((option) => isOrder ? { ...option, label: 'it stands where it should' } : option),
    current,
    chosen,
    'is-conflict',
  );
}
