// The merged source of a cell: an editor whose text is cut into the chunks of the merge, so that each can be taken from a side again.
import {
  Decoration, EditorState, EditorView, StateEffect, StateField, WidgetType, bracketMatching, classHighlighter, defaultKeymap, drawSelection,
  highlightSpecialChars, history, historyKeymap, indentOnInput, indentUnit, invertedEffects, keymap, lineNumbers, markdown, python, syntaxHighlighting,
} from '../codemirror/codemirror.js';
import { button, element } from './element.js';

const setBounds = StateEffect.define();
const ending = /\r?\n$/;

export class MergedSource {
  constructor(row, merge, changed) {
    this.chunks = row.chunks;
    this.isEnded = row.ended;
    this.kind = row.kind;
    this.sides = ['local', 'base', 'remote'].filter((side) => row.sides[side]);
    this.merge = merge;
    this.changed = changed;
    this.view = null;
    this.state = null;
    this.name = 'Merged source';
  }

  // The text of a chunk as a side has it; 'both' is one after the other, 'marked' both between git's markers.
  piece(index, which) {
    const chunk = this.chunks[index];
    switch (chunk.kind === 'same' ? 'base' : which) {
      case 'both':
        return chunk.local + chunk.remote;
      case 'marked': {
        const line = (sign, label) => `${sign.repeat(this.merge.marker_size)}${label ? ` ${label}` : ''}\n`;
        const { local, base, remote } = this.merge.labels;
        const shown = this.merge.shows_base_in_markers ? line('|', base) + chunk.base : '';
        return line('<', local) + chunk.local + shown + line('=', '') + chunk.remote + line('>', remote);
      }
      default:
        return chunk[chunk.kind === 'same' ? 'base' : which];
    }
  }

  start(index) {
    const kind = this.chunks[index].kind;
    return this.piece(index, { same: 'base', both: 'local', conflict: 'marked' }[kind] ?? kind);
  }

  get initial() {
    const text = this.chunks.map((_, index) => this.start(index)).join('');
    return this.isEnded ? text : text.replace(ending, '');
  }

  get text() {
    return this.state ? this.state.doc.toString() : this.initial;
  }

  get isEdited() {
    return this.text !== this.initial;
  }

  get conflicts() {
    return this.chunks.flatMap((chunk, index) => chunk.kind === 'conflict' && this.isMarked(index) ? [index] : []);
  }

  // Markers that somebody pasted count too: what is saved with them is not resolved.
  get hasMarkers() {
    const n = this.merge.marker_size;
    return new RegExp(`^(<{${n}}|>{${n}})`, 'm').test(this.text);
  }

  isMarked(index) {
    return !this.state || this.choice(this.state, index) === 'marked';
  }

  // What a chunk holds now: a side, 'both', 'marked', or 'edited' by hand.
  choice(state, index) {
    const bounds = state.field(this.field);
    const text = state.sliceDoc(bounds[index], bounds[index + 1]);
    const bare = (value) => value.replace(ending, '').replace(/^\n/, '');
    const known = [...this.sides, 'both'].find((which) => bare(this.piece(index, which)) === bare(text));
    const n = this.merge.marker_size;
    return known ?? (new RegExp(`^(<{${n}}|>{${n}})`, 'm').test(text) ? 'marked' : 'edited');
  }

  take(index, which) {
    const state = this.ensure();
    const bounds = state.field(this.field);
    let from = bounds[index];
    const to = bounds[index + 1];
    let insert = this.piece(index, which);
    const before = () => state.sliceDoc(Math.max(0, from - 1), from);

    // The last line of the text has no end, so that the end belongs to what stands between two lines.
    if (to === state.doc.length && !this.isEnded) {
      insert = insert.replace(ending, '');
      if (insert && from > 0 && before() !== '\n') {
        insert = `\n${insert}`;
      } else if (!insert && from > 0 && before() === '\n') {
        from -= state.sliceDoc(Math.max(0, from - 2), from) === '\r\n' ? 2 : 1;
      }
    }

    const end = from + insert.length;
    const moved = bounds.map((bound, at) => at <= index ? Math.min(bound, from) : end + bound - to);
    this.dispatch({ changes: { from, to, insert }, effects: setBounds.of(moved), selection: { anchor: from } });
  }

  dispatch(transaction) {
    if (this.view) {
      this.view.dispatch(transaction);
    } else {
      this.state = this.state.update(transaction).state;
      this.changed();
    }
  }

  ensure() {
    if (this.state) {
      return this.state;
    }

    let at = 0;
    const text = this.initial;
    const bounds = [0, ...this.chunks.map((_, index) => Math.min(text.length, at += this.start(index).length))];
    this.field = StateField.define({
      create: () => bounds,
      update: (value, transaction) => {
        const set = transaction.effects.find((effect) => effect.is(setBounds));
        return set ? set.value
          : transaction.docChanged ? value.map((bound, index) => index === 0 ? 0 : index === value.length - 1 ? transaction.newDoc.length : transaction.changes.mapPos(bound, 1))
          : value;
      },
    });
    const bars = StateField.define({
      create: (state) => this.decorations(state),
      update: (value, transaction) => transaction.docChanged ? this.decorations(transaction.state) : value,
      provide: (field) => EditorView.decorations.from(field),
    });
    this.state = EditorState.create({
      doc: text,
      extensions: [
        // Only \n ends a line: a \r is part of it and stays.
        EditorState.lineSeparator.of('\n'),
        this.field,
        bars,
        invertedEffects.of((transaction) => transaction.effects.some((effect) => effect.is(setBounds)) ? [setBounds.of(transaction.startState.field(this.field))] : []),
        history(), drawSelection(), highlightSpecialChars(), indentOnInput(), bracketMatching(), lineNumbers(),
        indentUnit.of('    '),
        syntaxHighlighting(classHighlighter),
        this.kind === 'markdown' ? markdown() : this.kind === 'code' && /^(i?python|)$/i.test(this.merge.language ?? '') ? python() : [],
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': this.name, spellcheck: 'false' }),
        keymap.of([
          ...['local', 'base', 'remote', 'both'].map((which, index) => ({ key: `Alt-${index + 1}`, run: () => this.takeHere(which) })),
          ...defaultKeymap, ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          this.state = update.state;
          if (update.docChanged) {
            this.changed();
          }
        }),
      ],
    });
    return this.state;
  }

  // Takes a side for the chunk that holds the cursor.
  takeHere(which) {
    const at = this.state.selection.main.head;
    const bounds = this.state.field(this.field);
    const index = this.chunks.findIndex((chunk, i) => chunk.kind !== 'same' && bounds[i] <= at && (at < bounds[i + 1] || at === bounds[i + 1] && (i === this.chunks.length - 1 || bounds[i] === at)));
    if (index < 0 || which !== 'both' && !this.sides.includes(which)) {
      return false;
    }

    this.take(index, which);
    return true;
  }

  mount(parent) {
    this.view ??= new EditorView({ state: this.ensure(), parent });
  }

  // Puts the cursor into a chunk.
  focus(index) {
    const at = this.state.field(this.field)[index];
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    this.view.focus();
  }

  decorations(state) {
    const bounds = state.field(this.field);
    const all = [];
    this.chunks.forEach((chunk, index) => {
      if (chunk.kind === 'same') {
        return;
      }

      const [from, to] = [bounds[index], bounds[index + 1]];
      const choice = this.choice(state, index);
      const line = state.doc.lineAt(from);
      all.push(Decoration.widget({ widget: new ChunkBar(this, index, choice), block: true, side: from === line.from ? -1 : 1 }).range(from));
      const kind = choice === 'marked' ? 'conflict' : choice;
      for (let at = from; at < to; at = state.doc.lineAt(at).to + 1) {
        all.push(Decoration.line({ class: `chunk-line is-${kind}` }).range(state.doc.lineAt(at).from));
      }
    });
    return Decoration.set(all, true);
  }
}

const titles = { local: 'Changed by', remote: 'Changed by', both: 'Changed by both', conflict: 'Conflict' };

class ChunkBar extends WidgetType {
  constructor(source, index, choice) {
    super();
    this.source = source;
    this.index = index;
    this.choice = choice;
  }

  eq(other) {
    return other.source === this.source && other.index === this.index && other.choice === this.choice;
  }

  ignoreEvent() {
    return true;
  }

  toDOM() {
    const { source, index, choice } = this;
    const kind = source.chunks[index].kind;
    const label = source.merge.labels[kind];
    const pick = (which) => button(which, () => source.take(index, which), {
      className: 'take', 'data-take': which, 'aria-pressed': String(choice === which), title: `Take ${which === 'both' ? 'both, local first' : which} here`,
    });
    return element(
      'div',
      { className: `chunk-bar is-${choice === 'marked' ? 'conflict' : kind}`, role: 'group', 'aria-label': `Chunk ${index + 1}`, 'data-chunk': index },
      element('span', { className: 'chunk-title', textContent: `${titles[kind]}${label ? ` ${label}` : ''}${kind === 'conflict' && choice !== 'marked' ? ', resolved' : ''}${choice === 'edited' ? ' (edited)' : ''}` }),
      ...source.sides.map(pick),
      kind !== 'both' && source.sides.includes('local') && source.sides.includes('remote') ? pick('both') : null,
    );
  }
}
