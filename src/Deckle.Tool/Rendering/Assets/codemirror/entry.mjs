// What the pages use of CodeMirror; everything else is left out of the bundle.
export { EditorState, EditorSelection, StateField, StateEffect, RangeSet, RangeSetBuilder, Compartment, Prec, Annotation, Transaction } from '@codemirror/state';
export {
  EditorView, Decoration, WidgetType, GutterMarker, gutter, lineNumbers, keymap, drawSelection, highlightSpecialChars, highlightActiveLine,
} from '@codemirror/view';
export { defaultKeymap, history, historyKeymap, indentWithTab, invertedEffects, redo, undo } from '@codemirror/commands';
export { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting, HighlightStyle } from '@codemirror/language';
export { pythonLanguage, python } from '@codemirror/lang-python';
export { markdownLanguage, markdown } from '@codemirror/lang-markdown';
export { tags, classHighlighter, highlightTree } from '@lezer/highlight';
