// The merge page: rows in their order, and what is done with the whole.
import { hold, leave } from '../serving/presence.js';
import { valueChoice } from './choices.js';
import { button, element } from './element.js';
import { follow } from './frames.js';
import { Row } from './row.js';

const { root } = document.body.dataset;
const { session } = document.getElementById('rows').dataset;

class MergePage {
  constructor(merge) {
    this.merge = merge;
    this.list = document.getElementById('rows');
    this.status = document.getElementById('status');
    this.result = document.getElementById('result');
    this.choices = {};
    this.unfolded = new Set();
    this.isDirty = false;
    this.at = null;
    this.rows = merge.rows.map((row) => new Row(row, merge, this));
    this.order = [...this.rows];
    this.near = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      this.near.unobserve(entry.target);
      entry.target.row.build();
    }), { rootMargin: '600px' });
    this.buildToolbar();
    this.buildNotebook();
    this.layout();
    this.tell();
    follow(document);
    document.addEventListener('keydown', (event) => this.key(event));
    window.addEventListener('beforeunload', (event) => {
      if (this.isDirty) {
        event.preventDefault();
      }
    });
  }

  address(what, query = {}) {
    return `${root}api/merge-page/${what}?${new URLSearchParams({ session, ...query })}`;
  }

  buildToolbar() {
    this.saveButton = button('Save', () => this.save(), { id: 'save', title: this.merge.output ? `Write ${this.merge.output}` : 'Write the result', hidden: !this.merge.can_save });
    document.getElementById('toolbar').append(
      button('Previous conflict', () => this.go(-1), { id: 'previous', title: 'Shift+F7' }),
      button('Next conflict', () => this.go(1), { id: 'next', title: 'F7' }),
      button('Clear all outputs', () => { this.rows.forEach((row) => row.clearOutputs()); this.changed(); }, { id: 'clear' }),
      button('Show base', () => this.toggleBase(), { id: 'base', hidden: !this.merge.shows_base, 'aria-pressed': 'true' }),
      button('Result', () => this.toggleResult(), { id: 'show-result', 'aria-pressed': 'false' }),
      button('Download', () => this.download(), { id: 'download' }),
      this.saveButton,
      button('Close', () => this.close(), { id: 'close' }),
    );
  }

  buildNotebook() {
    this.notebook = element('section', { id: 'notebook', 'aria-label': 'Notebook' });
    this.merge.conflicts.forEach((conflict, index) => {
      const made = valueChoice(conflict, undefined, (side) => { this.choices[index] = side; this.changed(); });
      made.dataset.part = `value-${index}`;
      this.notebook.append(made);
    });
    this.notebook.hidden = this.merge.conflicts.length === 0;
    this.list.before(this.notebook);
  }

  // Unchanged cells stand behind a bar for each run of them, unless somebody wants to see them.
  layout() {
    const shown = [];
    let run = [];
    const fold = () => {
      const folded = run;
      run = [];
      if (folded.length > 0) {
        folded.forEach((row) => { row.element.hidden = true; });
        shown.push(button(`${folded.length} unchanged cell${folded.length === 1 ? '' : 's'}`, () => {
          folded.forEach((row) => this.unfolded.add(row));
          this.layout();
        }, { className: 'fold' }), ...folded.map((row) => row.element));
      }
    };
    for (const row of this.order) {
      if (row.isChanged || this.unfolded.has(row)) {
        fold();
        row.element.hidden = false;
        shown.push(row.element);
        if (!row.isBuilt) {
          this.near.observe(row.element);
        }
      } else {
        run.push(row);
      }
    }

    fold();
    this.list.replaceChildren(...shown);
  }

  move(row, step) {
    const from = this.order.indexOf(row);
    const to = from + step;
    if (to < 0 || to >= this.order.length) {
      return;
    }

    const focused = document.activeElement;
    this.order.splice(from, 1);
    this.order.splice(to, 0, row);
    this.moved(row, focused);
  }

  moved(row, focused) {
    this.unfolded.add(row);
    this.layout();
    focused?.focus({ preventScroll: true });
    row.element.scrollIntoView({ block: 'nearest' });
    this.changed();
    this.status.textContent = `Moved to place ${this.order.indexOf(row) + 1} of ${this.order.length}.`;
  }

  // Puts a cell behind the one it stands behind on a side: `deckle resolve` does so too.
  place(row, side) {
    const focused = document.activeElement;
    const placeOf = (other) => other.model.sides[side]?.place ?? Infinity;
    this.order.splice(this.order.indexOf(row), 1);
    const earlier = this.order.filter((other) => !other.isRemoved && [null, side].includes(other.placedAs) && placeOf(other) < placeOf(row)).sort((a, b) => placeOf(a) - placeOf(b));
    this.order.splice(this.order.indexOf(earlier.at(-1)) + 1, 0, row);
    this.moved(row, focused);
  }

  // Moves a cell with the pointer: it goes before or behind the one it is let go over.
  drag(row, event) {
    event.preventDefault();
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    let target = null;
    const mark = () => {
      for (const cell of this.list.querySelectorAll('.is-before, .is-behind')) {
        cell.classList.remove('is-before', 'is-behind');
      }

      target?.row.element.classList.add(target.isBehind ? 'is-behind' : 'is-before');
    };
    const over = (moved) => {
      const cell = document.elementsFromPoint(moved.clientX, moved.clientY).map((found) => found.closest('.cell')).find(Boolean);
      const box = cell?.getBoundingClientRect();
      target = cell && cell !== row.element ? { row: cell.row, isBehind: moved.clientY > box.top + box.height / 2 } : null;
      mark();
    };
    const end = (last) => {
      grip.removeEventListener('pointermove', over);
      grip.removeEventListener('pointerup', end);
      grip.removeEventListener('pointercancel', end);
      const place = last.type === 'pointerup' ? target : null;
      target = null;
      mark();
      if (place) {
        this.order.splice(this.order.indexOf(row), 1);
        this.order.splice(this.order.indexOf(place.row) + (place.isBehind ? 1 : 0), 0, row);
        this.moved(row, null);
      }
    };
    grip.addEventListener('pointermove', over);
    grip.addEventListener('pointerup', end);
    grip.addEventListener('pointercancel', end);
  }

  // Every conflict that is left, in the order of the page.
  get left() {
    const notebook = this.merge.conflicts.flatMap((_, index) => index in this.choices ? [] : [{ row: null, which: `value-${index}` }]);
    return [...notebook, ...this.order.flatMap((row) => row.left.map((which) => ({ row, which })))];
  }

  go(step) {
    const left = this.left;
    if (left.length === 0) {
      this.status.textContent = 'No conflict is left.';
      return;
    }

    const places = left.map(({ row, which }) => `${row?.model.row}:${which}`);
    const known = places.indexOf(this.at);
    const next = known < 0 ? (step > 0 ? 0 : left.length - 1) : (known + step + left.length) % left.length;
    this.at = places[next];
    const { row, which } = left[next];
    if (row) {
      row.focusConflict(which);
    } else {
      this.notebook.querySelector(`[data-part="${which}"] input`).focus();
    }

    this.status.textContent = `Conflict ${next + 1} of ${left.length}.`;
  }

  changed() {
    this.isDirty = true;
    for (const made of this.notebook.querySelectorAll('[data-part]')) {
      made.classList.toggle('is-decided', made.dataset.part.slice('value-'.length) in this.choices);
    }

    this.tell();
    if (!this.result.hidden) {
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.preview(), 400);
    }
  }

  tell() {
    const count = this.left.length;
    this.status.textContent = count === 0 ? 'No conflict is left.' : `${count} conflict${count === 1 ? '' : 's'} left.`;
    document.body.classList.toggle('is-resolved', count === 0);
  }

  get draft() {
    return { cells: this.order.filter((row) => !row.isRemoved).map((row) => row.draft), choices: this.choices };
  }

  async send(what) {
    const answer = await fetch(this.address(what), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(this.draft) });
    if (!answer.ok) {
      throw new Error(await answer.text());
    }

    return (await answer.json()).conflicts;
  }

  async save() {
    const count = this.left.length;
    if (count > 0 && !await this.ask(`${count} conflict${count === 1 ? ' is' : 's are'} left. The notebook will show both sides between markers.`, 'Save anyway')) {
      return;
    }

    try {
      const left = await this.send('save');
      this.isDirty = false;
      this.status.textContent = left === 0 ? 'Saved.' : `Saved with ${left} conflict${left === 1 ? '' : 's'}.`;
    } catch (error) {
      this.status.textContent = `Not saved: ${error.message}`;
    }
  }

  async download() {
    await this.send('draft');
    this.isDirty = this.isDirty && this.merge.can_save;
    element('a', { href: this.address('download'), download: 'merged.ipynb' }).click();
  }

  async toggleResult() {
    this.result.hidden = !this.result.hidden;
    document.getElementById('show-result').setAttribute('aria-pressed', String(!this.result.hidden));
    document.body.classList.toggle('has-result', !this.result.hidden);
    if (!this.result.hidden) {
      await this.preview();
    }
  }

  async preview() {
    try {
      await this.send('draft');
      const frame = element('iframe', { title: 'Result', sandbox: 'allow-scripts', src: this.address('preview') });
      frame.onload = () => this.result.replaceChildren(frame);
      this.result.replaceChildren(...this.result.children, frame);
    } catch (error) {
      this.status.textContent = `No preview: ${error.message}`;
    }
  }

  toggleBase() {
    const isHidden = document.body.classList.toggle('hides-base');
    document.getElementById('base').setAttribute('aria-pressed', String(!isHidden));
  }

  async close() {
    const count = this.left.length;
    const what = count > 0 ? `${count} conflict${count === 1 ? ' is' : 's are'} left.` : this.isDirty && this.merge.can_save ? 'Changes are not saved.' : null;
    if (what && !await this.ask(what, 'Close anyway')) {
      return;
    }

    this.isDirty = false;
    this.status.textContent = await leave(root) ?? 'Closed. This tab can be closed too.';
  }

  ask(text, action) {
    return new Promise((decided) => {
      const dialog = element(
        'dialog',
        { 'aria-label': text },
        element('p', { textContent: text }),
        element('form', { method: 'dialog' }, element('button', { value: 'yes', textContent: action, className: 'yes' }), element('button', { value: '', textContent: 'Cancel', autofocus: true })),
      );
      dialog.addEventListener('close', () => { dialog.remove(); decided(dialog.returnValue === 'yes'); });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  key(event) {
    if (event.key === 'F7') {
      event.preventDefault();
      this.go(event.shiftKey ? -1 : 1);
    } else if (event.key === 's' && (event.ctrlKey || event.metaKey) && this.merge.can_save) {
      event.preventDefault();
      this.save();
    }
  }
}

const answer = await fetch(`${root}api/merge-page/model?${new URLSearchParams({ session })}`);
if (answer.ok) {
  hold(root);
  window.mergePage = new MergePage(await answer.json());
} else {
  document.getElementById('status').textContent = await answer.text();
}
