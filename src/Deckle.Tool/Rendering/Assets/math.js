// Typesets the page's formulas. Without this script, or where KaTeX does not know a command, the TeX stays readable.
(function () {
  'use strict';
  var macros = { '\\label': '\\@firstoftwo{}{#1}', '\\nonumber': '', '\\notag': '' };
  document.querySelectorAll('span.math').forEach(function (element) {
    var tex = element.textContent;
    try {
      katex.render(tex, element, {
        displayMode: element.classList.contains('display'),
        macros: Object.assign({}, macros),
        strict: 'ignore',
        throwOnError: true,
        trust: false
      });
      element.classList.add('typeset');
    } catch (error) {
      element.textContent = tex;
      element.title = String(error.message || error);
    }
  });
})();
