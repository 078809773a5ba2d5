// One cell of the merge.
import { choice, orderChoice, valueChoice } from './choices.js';
import { button, element } from './element.js';
import { MergedSource } from './source.js';
import { sides } from './sides.js';

const said = {
  'none/none': '', 'modified/none': 'changed locally', 'none/modified': 'changed remotely', 'modified/modified': 'changed on both sides',
  'added/none': 'added locally', 'none/added': 'added remotely', 'added/added': 'added on both sides',
  'removed/none': 'removed locally', 'none/removed': 'removed remotely', 'removed/removed': 'removed on both sides',
  'modified/removed': 'changed locally, removed remotely', 'removed/modified': 'removed locally, changed remotely',
};

export class Row {
  constructor(model, merge, page) {
    this.model = model;
    this.merge = merge;
    this.page = page;
    this.isRemoved = model.removed;
    this.isKept = false;
    this.outputs = null;
    this.choices = {};
    this.placedAs = model.conflicts.some((conflict) => conflict.part === 'order') ? 'local' : null;
    this.isBuilt = false;
    this.source = new MergedSource(model, merge, () => this.changed());
    this.element = element('article', { className: 'cell', 'data-row': model.row, tabIndex: -1 });
    this.element.row = this;
  }

  get isChanged() {
    return this.model.local_change !== 'none' || this.model.remote_change !== 'none' || this.model.conflicts.length > 0;
  }

  // What is left to decide here: numbers of chunks, and names of parts.
  get left() {
    if (this.isRemoved) {
      return [];
    }

    const others = this.model.conflicts.flatMap((conflict, index) => {
      switch (conflict.part) {
        case 'source':
          return [];
        case 'cell':
          return this.isKept || this.source.isEdited ? [] : ['cell'];
        case 'outputs':
          return this.outputs === null ? ['outputs'] : [];
        default:
          return index in this.choices ? [] : [`value-${index}`];
      }
    });
    const chunks = this.source.conflicts;
    return [...others, ...(chunks.length === 0 && this.source.hasMarkers ? ['source'] : chunks)];
  }

  get draft() {
    return {
      row: this.model.row,
      ...(this.source.isEdited || this.source.hasMarkers ? { source: this.source.text } : {}),
      ...(this.outputs === null ? {} : { outputs: this.outputs }),
      choices: this.choices,
      kept: this.isKept || this.source.isEdited,
    };
  }

  changed() {
    this.refresh();
    this.page.changed();
  }

  // The rows' order is what is saved, whichever side is told with it.
  takePlace(index, side) {
    this.choices[index] = side === 'here' ? 'local' : side;
    this.placedAs = side;
    if (side !== 'here') {
      this.page.place(this, side);
    }

    this.changed();
  }

  build() {
    if (this.isBuilt) {
      return;
    }

    this.isBuilt = true;
    this.name = element('h2');
    this.note = element('span', { className: 'note' });
    this.remove = button('Delete', () => {
      this.isRemoved = !this.isRemoved;
      this.changed();
    }, { className: 'remove' });
    this.body = element('div', { className: 'body' });
    this.merged = element('div', { className: 'merged' });
    this.element.append(
      element(
        'header',
        { className: 'head', onkeydown: (event) => this.key(event) },
        element('span', { className: 'grip', textContent: '⠿', title: 'Drag to move', onpointerdown: (event) => this.page.drag(this, event) }),
        button('↑', () => this.page.move(this, -1), { className: 'up', title: 'Move up (Alt+↑)', 'aria-label': 'Move up' }),
        button('↓', () => this.page.move(this, 1), { className: 'down', title: 'Move down (Alt+↓)', 'aria-label': 'Move down' }),
        this.name, this.note, this.remove,
      ),
      this.body,
    );
    const { model, merge } = this;
    model.conflicts.forEach((conflict, index) => {
      if (conflict.part === 'cell') {
        this.body.append(element(
          'div',
          { className: 'choice is-conflict', 'data-part': 'cell', role: 'group' },
          element('p', { textContent: `${said[`${model.local_change}/${model.remote_change}`]}.` }),
          button('Keep it', () => { this.isKept = true; this.isRemoved = false; this.changed(); }, { className: 'keep' }),
          button('Delete it', () => { this.isRemoved = true; this.changed(); }, { className: 'drop' }),
        ));
      } else if (conflict.part !== 'source' && conflict.part !== 'outputs') {
        const made = conflict.part === 'order'
          ? orderChoice(model.sides, null, (side) => this.takePlace(index, side))
          : valueChoice(conflict, this.choices[index], (side) => { this.choices[index] = side; this.changed(); });
        made.dataset.part = `value-${index}`;
        this.body.append(made);
      }
    });
    if (model.kind === 'markdown') {
      this.body.append(this.rendered('Rendered', ['local', ...(merge.shows_base ? ['base'] : []), 'remote'].filter((side) => model.sides[side])));
    }

    this.body.append(sides(model, this.source, merge), this.merged);
    this.buildOutputs();
    this.source.name = `Merged source of cell ${model.row + 1}`;
    this.source.mount(this.merged);
    this.refresh();
  }

  buildOutputs() {
    const { model } = this;
    const there = ['local', 'base', 'remote'].filter((side) => model.outputs[side] > 0);
    if (there.length === 0) {
      return;
    }

    const isConflict = model.conflicts.some((conflict) => conflict.part === 'outputs');
    const options = [
      ...(isConflict ? [] : [{ value: 'merged', label: 'as merged' }]),
      ...['local', 'base', 'remote'].filter((side) => model.sides[side]).map((side) => ({ value: side, label: `${side} (${model.outputs[side]})` })),
      { value: 'none', label: 'none' },
    ];
    const picker = choice('Outputs', model.outputs.differ ? options : options.filter(({ value }) => value === 'merged' || value === 'none'), isConflict ? null : 'merged', (value) => {
      this.outputs = value === 'merged' ? null : value;
      this.changed();
    }, isConflict ? 'is-conflict' : '');
    picker.dataset.part = 'outputs';
    const shown = model.outputs.differ ? there.filter((side) => side !== 'base' || this.merge.shows_base) : ['merged'];
    this.outputPicker = picker;
    this.body.append(picker, this.rendered('Show outputs', shown, model.outputs.differ));
  }

  // Frames of an origin of their own show what a side's cell looks like. They load when they are unfolded.
  rendered(summary, wanted, isOpen = false) {
    const frames = element('div', { className: 'frames' });
    const load = () => {
      if (frames.childElementCount === 0) {
        frames.append(...wanted.map((side) => element(
          'figure',
          {},
          element('figcaption', { textContent: side }),
          element('iframe', { sandbox: 'allow-scripts', loading: 'lazy', title: `${side}, cell ${this.model.row + 1}`, src: this.page.address('rendered', { row: this.model.row, side }) }),
        )));
      }
    };
    const details = element('details', { className: 'rendered', open: isOpen, ontoggle: load }, element('summary', { textContent: summary }), frames);
    if (isOpen) {
      load();
    }

    return details;
  }

  clearOutputs() {
    if (this.model.kind === 'code') {
      this.outputs = 'none';
      const none = this.outputPicker?.querySelector('input[value=none]');
      if (none) {
        none.checked = true;
      }

      this.refresh();
    }
  }

  key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      this.page.move(this, step);
    }
  }

  refresh() {
    if (!this.isBuilt) {
      return;
    }

    const { model } = this;
    const left = this.left;
    const kinds = new Set(Object.values(model.sides).map((side) => side.kind));
    this.name.textContent = `${kinds.size > 1 ? [...kinds].join(' / ') : model.kind} cell`;
    this.note.textContent = [said[`${model.local_change}/${model.remote_change}`], left.length > 0 ? `${left.length} to decide` : this.isRemoved ? 'not in the result' : ''].filter(Boolean).join(' · ');
    this.remove.textContent = this.isRemoved ? 'Restore' : 'Delete';
    this.remove.setAttribute('aria-pressed', String(this.isRemoved));
    this.element.classList.toggle('is-removed', this.isRemoved);
    this.element.classList.toggle('is-conflicted', left.length > 0);
    for (const made of this.body.querySelectorAll('[data-part]')) {
      made.classList.toggle('is-decided', !left.includes(made.dataset.part));
    }
  }

  focusConflict(which) {
    this.build();
    if (typeof which === 'number') {
      this.source.focus(which);
    } else if (which === 'source') {
      this.source.view.focus();
    } else {
      this.body.querySelector(`[data-part="${which}"] :is(input, button)`).focus();
    }

    this.element.scrollIntoView({ block: 'nearest' });
  }
}
