// What the page does beyond being read: goes from change to change, folds, hides, shows pictures in other ways. Everything is on the page
// without it. How it is looked at stands in the address, behind the place: #cell-abc-after-L12?hide=outputs&layout=unified.
(function () {
  'use strict';
  var root = document.documentElement;
  var main = document.querySelector('[data-review]');
  var tools = document.querySelector('[data-tools]');
  var place = document.querySelector('[data-place]');
  var help = document.querySelector('[data-keys]');
  var given = root.getAttribute('data-theme') || '';
  var shows = all(tools, '[data-show]');
  var choices = all(tools, '[data-choice]');
  var expand = tools.querySelector('[data-expand]');
  var anchor = '';
  var current = null;

  function all(element, selector) {
    return Array.prototype.slice.call(element.querySelectorAll(selector));
  }

  function isShown(element) {
    return !(element.hasAttribute('data-noise') && hidden().indexOf('noise') >= 0);
  }

  function changes() {
    return all(main, '[data-change]').filter(isShown);
  }

  // The state, and the address that tells it.

  function hidden() {
    return shows.filter(function (box) { return !box.checked; }).map(function (box) { return box.getAttribute('data-show'); });
  }

  function choice(name) {
    return choices.find(function (select) { return select.getAttribute('data-choice') === name; });
  }

  function apply() {
    var hides = hidden();
    if (hides.length) {
      root.setAttribute('data-hide', hides.join(' '));
    } else {
      root.removeAttribute('data-hide');
    }

    set('data-layout', choice('layout').value);
    set('data-theme', choice('theme').value);
    tell();
  }

  function set(name, value) {
    if (value) {
      root.setAttribute(name, value);
    } else {
      root.removeAttribute(name);
    }
  }

  function store() {
    var parts = [];
    if (hidden().length) {
      parts.push('hide=' + hidden().join(','));
    }

    if (choice('layout').value) {
      parts.push('layout=' + choice('layout').value);
    }

    if (choice('theme').value !== given) {
      parts.push('theme=' + (choice('theme').value || 'auto'));
    }

    var hash = anchor + (parts.length ? '?' + parts.join('&') : '');
    if (decode(location.hash.slice(1)) !== hash) {
      try {
        history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search);
      } catch (error) {
        // A frame without an origin of its own may have no say in its address; the page works without.
      }
    }
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  function load(isFirst) {
    var hash = decode(location.hash.slice(1));
    var at = hash.lastIndexOf('?');
    anchor = at < 0 ? hash : hash.slice(0, at);

    // A link inside of the page leads to a place and says nothing of the rest.
    if (isFirst || at >= 0) {
      var state = {};
      (at < 0 ? '' : hash.slice(at + 1)).split('&').forEach(function (part) {
        state[part.split('=')[0]] = part.split('=')[1] || '';
      });
      var hides = (state.hide || '').split(',');
      shows.forEach(function (box) { box.checked = hides.indexOf(box.getAttribute('data-show')) < 0; });
      choice('layout').value = state.layout === 'unified' ? 'unified' : '';
      choice('theme').value = state.theme === 'auto' ? '' : state.theme === 'light' || state.theme === 'dark' ? state.theme : given;
    }

    apply();
    if (anchor) {
      reveal(anchor);
    }

    store();
  }

  // The page's own places come before whatever of a notebook bears the same id.
  function find(id) {
    var same = all(main, '[id="' + CSS.escape(id) + '"]');
    return same.find(function (element) { return element.matches('article, section, [data-n]'); }) || same[0] || null;
  }

  function reveal(id) {
    var element = find(id);
    if (!element) {
      return;
    }

    for (var around = element.parentElement; around && around !== main; around = around.parentElement) {
      if (around.tagName === 'DETAILS') {
        around.open = true;
      }
    }

    if (element.hasAttribute('data-noise') && !isShown(element)) {
      shows.forEach(function (box) { box.checked = box.checked || box.getAttribute('data-show') === 'noise'; });
      apply();
    }

    current = element.closest('[data-change]') || current;
    element.scrollIntoView({ block: element.hasAttribute('data-n') ? 'center' : 'start' });
    tell();
  }

  // From change to change.

  function tell() {
    var list = changes();
    var at = list.indexOf(current);
    place.textContent = list.length === 0 ? 'no changes' : at < 0 ? list.length + (list.length === 1 ? ' change' : ' changes') : (at + 1) + ' / ' + list.length;
  }

  function go(step) {
    var list = changes();
    if (!list.length) {
      return;
    }

    var at = list.indexOf(current);
    var next = at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step;
    current = list[Math.max(0, Math.min(next, list.length - 1))];
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: 'start' });
    if (current.id) {
      anchor = current.id;
      store();
    }

    tell();
  }

  main.addEventListener('focusin', function (event) {
    var change = event.target.closest('[data-change]');
    if (change && change !== current) {
      current = change;
      tell();
    }
  });

  // Folding.

  function fold() {
    var element = document.activeElement;
    var details = (element && main.contains(element) && element.closest('summary') ? element.closest('details') : null)
      || (current && current.querySelector('[data-body]'));
    if (details) {
      details.open = !details.open;
    }
  }

  function unfold() {
    var isOpen = expand.getAttribute('aria-pressed') !== 'true';
    expand.setAttribute('aria-pressed', String(isOpen));
    expand.textContent = isOpen ? 'Fold all' : 'Unfold all';
    all(main, '[data-run], [data-fold]').forEach(function (details) { details.open = isOpen; });
  }

  function sources() {
    var list = all(main, '[data-source]');
    var isOpen = list.some(function (details) { return !details.open; });
    list.forEach(function (details) { details.open = isOpen; });
  }

  function cycle(name) {
    var select = choice(name);
    select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
    apply();
    store();
  }

  function showHelp() {
    if (help.open) {
      help.close();
    } else {
      help.showModal();
    }
  }

  var keys = {
    n: function () { go(1); },
    j: function () { go(1); },
    p: function () { go(-1); },
    k: function () { go(-1); },
    o: fold,
    e: unfold,
    s: sources,
    u: function () { cycle('layout'); },
    t: function () { cycle('theme'); },
    '?': showHelp
  };

  document.addEventListener('keydown', function (event) {
    var target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || target.closest('input:not([type="checkbox"]):not([type="radio"]), select, textarea, [contenteditable]')
      || (help.open && event.key !== '?') || !Object.prototype.hasOwnProperty.call(keys, event.key)) {
      return;
    }

    event.preventDefault();
    keys[event.key]();
  });

  tools.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) {
      return;
    }

    if (button.hasAttribute('data-go')) {
      go(button.getAttribute('data-go') === 'next' ? 1 : -1);
    } else if (button.hasAttribute('data-expand')) {
      unfold();
    } else if (button.hasAttribute('data-help')) {
      showHelp();
    }
  });
  tools.addEventListener('change', function () { apply(); store(); });
  help.querySelector('[data-close]').addEventListener('click', function () { help.close(); });

  // The number of a line is a link to it.
  main.addEventListener('click', function (event) {
    var line = event.target.closest('li[data-n][id]');
    if (line && event.target === line && event.offsetX >= 0 && event.offsetX < parseFloat(getComputedStyle(line).paddingLeft)) {
      anchor = line.id;
      location.hash = anchor;
    }
  });

  // Pictures.

  var modes = [['side', 'Side by side'], ['swipe', 'Swipe'], ['onion', 'Onion skin'], ['difference', 'Difference']];

  function element(name, className) {
    var made = document.createElement(name);
    made.className = className || '';
    return made;
  }

  all(main, '[data-images]').forEach(function (figure, number) {
    var images = all(figure, '[data-side] img');
    if (images.length !== 2) {
      return;
    }

    var set = element('fieldset', 'modes');
    set.setAttribute('aria-label', 'How to compare the pictures');
    modes.forEach(function (mode) {
      var label = element('label');
      var radio = element('input');
      radio.type = 'radio';
      radio.name = 'images-' + number;
      radio.value = mode[0];
      radio.checked = mode[0] === 'side';
      label.append(radio, ' ' + mode[1]);
      set.append(label);
    });
    figure.prepend(set);
    set.addEventListener('change', function (event) { show(figure, images, event.target.value); });
  });

  function show(figure, images, mode) {
    figure.setAttribute('data-mode', mode);
    var stage = figure.querySelector(':scope > .stage');
    if (stage) {
      stage.remove();
    }

    if (mode === 'side') {
      return;
    }

    stage = element('div', 'stage');
    var pair = element('div', 'pair');
    stage.append(pair);
    figure.insertBefore(stage, figure.querySelector('figcaption'));
    if (mode === 'difference') {
      subtract(figure, images, pair);
      return;
    }

    var over = images[1].cloneNode();
    pair.append(images[0].cloneNode(), over);
    var range = element('input');
    range.type = 'range';
    range.min = 0;
    range.max = 100;
    range.value = 50;
    range.setAttribute('aria-label', mode === 'swipe' ? 'How much of the picture after is shown, from the right' : 'How strong the picture after is');
    stage.append(range);
    var line = element('span', 'line');
    if (mode === 'swipe') {
      pair.append(line);
    }

    function update() {
      if (mode === 'swipe') {
        over.style.clipPath = 'inset(0 0 0 ' + range.value + '%)';
        line.style.left = range.value + '%';
      } else {
        over.style.opacity = String(range.value / 100);
      }
    }

    range.addEventListener('input', update);
    if (mode === 'swipe') {
      ['pointerdown', 'pointermove'].forEach(function (type) {
        pair.addEventListener(type, function (event) {
          if (event.buttons & 1) {
            var box = pair.getBoundingClientRect();
            range.value = String(Math.round(100 * (event.clientX - box.left) / box.width));
            update();
            event.preventDefault();
          }
        });
      });
    }

    update();
  }

  // What is the same in pale grey, what differs in red, as the files of failed tests have it.
  function subtract(figure, images, pair) {
    Promise.all(images.map(function (image) { return image.decode(); })).then(function () {
      var width = Math.max(images[0].naturalWidth || images[0].width, images[1].naturalWidth || images[1].width);
      var height = Math.max(images[0].naturalHeight || images[0].height, images[1].naturalHeight || images[1].height);
      var data = images.map(function (image) { return pixels(image, width, height); });
      var canvas = element('canvas');
      canvas.width = width;
      canvas.height = height;
      var context = canvas.getContext('2d');
      var result = context.createImageData(width, height);
      var count = 0;
      for (var at = 0; at < result.data.length; at += 4) {
        var a = data[0];
        var b = data[1];
        var isSame = a[at] === b[at] && a[at + 1] === b[at + 1] && a[at + 2] === b[at + 2] && a[at + 3] === b[at + 3];
        var grey = 255 - (255 - (0.299 * a[at] + 0.587 * a[at + 1] + 0.114 * a[at + 2])) * 0.15;
        count += isSame ? 0 : 1;
        result.data[at] = isSame ? grey : 220;
        result.data[at + 1] = isSame ? grey : 0;
        result.data[at + 2] = isSame ? grey : 0;
        result.data[at + 3] = 255;
      }

      context.putImageData(result, 0, 0);
      var text = count.toLocaleString('en') + ' of ' + (width * height).toLocaleString('en') + ' pixels differ';
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', text);
      pair.append(canvas);
      var note = element('p', 'note');
      note.textContent = text;
      pair.parentElement.append(note);
    }).catch(function () {
      pair.textContent = 'The pictures cannot be decoded.';
    });
  }

  // A pixel that one has and the other has not differs: outside it is transparent, inside laid on white.
  function pixels(image, width, height) {
    var canvas = element('canvas');
    canvas.width = width;
    canvas.height = height;
    var context = canvas.getContext('2d', { willReadFrequently: true });
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, image.naturalWidth || image.width, image.naturalHeight || image.height);
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  }

  // The bar's height differs with the width; what is scrolled to stands below it.
  var bar = document.querySelector('[data-bar]');
  function measure() {
    root.style.setProperty('--review-bar', (getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0) + 'px');
  }

  tools.hidden = false;
  all(main, '[data-source]').forEach(function (details) { details.open = false; });
  measure();
  new ResizeObserver(measure).observe(bar);
  window.addEventListener('hashchange', function () { load(false); });
  load(true);
})();
