// Starts the frames of outputs with scripts and gives each the height it asks for.
(function () {
  'use strict';
  var prelude = document.querySelector('[data-frame-prelude]').getAttribute('data-frame-prelude');
  var libraries = Array.prototype.map.call(document.querySelectorAll('[data-library]'), function (element) {
    return element.getAttribute('data-library');
  });
  var frames = Array.prototype.slice.call(document.querySelectorAll('.deckle-frame > iframe[data-html]'));

  function script(code) {
    return '<script>' + code + '</' + 'script>';
  }

  function start(frame) {
    if (frame.srcdoc) {
      return;
    }

    var shared = libraries.slice(0, Number(frame.getAttribute('data-libraries'))).map(script).join('');
    frame.srcdoc = '<!DOCTYPE html><html><head><meta charset="utf-8"><style>html,body{margin:0;background:#fff;color:#000;font:14px/1.5 system-ui,sans-serif}'
      + 'body{overflow-x:auto;overflow-y:hidden}</style>' + script(prelude) + '</head><body>' + shared + frame.getAttribute('data-html') + '</body></html>';
  }

  window.addEventListener('message', function (event) {
    var frame = frames.find(function (candidate) { return candidate.contentWindow === event.source; });
    var height = event.data && event.data.deckleFrameHeight;
    if (!frame || typeof height !== 'number' || !(height >= 0)) {
      return;
    }

    frame.height = Math.min(Math.ceil(height), 20000);
    frame.parentElement.classList.toggle('is-shown', height > 8);
  });

  // Each frame with large libraries costs memory: many of them start when they come near.
  var weight = frames.length * libraries.join('').length;
  if (weight < 64 * 1024 * 1024 || !window.IntersectionObserver) {
    frames.forEach(start);
  } else {
    var near = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) {
          start(entry.target);
          near.unobserve(entry.target);
        }
      });
    }, { rootMargin: '800px' });
    frames.forEach(function (frame) { near.observe(frame); });
  }
})();
