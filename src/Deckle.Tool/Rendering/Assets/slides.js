// Moves through slides: right and left between stacks, down and up inside of one, space and page keys through everything.
(function () {
  'use strict';
  var stacks = Array.prototype.map.call(document.querySelectorAll('.deck > .stack'), function (stack) {
    return Array.prototype.slice.call(stack.querySelectorAll(':scope > .slide'));
  });
  var slides = [].concat.apply([], stacks);
  if (slides.length === 0) {
    return;
  }

  var root = document.documentElement;
  var status = document.createElement('p');
  var progress = document.createElement('span');
  status.className = 'deck-status';
  status.setAttribute('role', 'status');
  progress.className = 'deck-progress';
  document.body.append(progress, status);
  root.classList.add('is-live');

  // Across, down, and how many fragments are shown.
  var across = 0;
  var down = 0;

  function fragments(slide) {
    return Array.prototype.slice.call(slide.querySelectorAll('.fragment'));
  }

  function current() {
    return stacks[across][down];
  }

  function show(x, y, shown) {
    across = Math.max(0, Math.min(x, stacks.length - 1));
    down = Math.max(0, Math.min(y, stacks[across].length - 1));
    slides.forEach(function (slide) {
      slide.classList.toggle('is-current', slide === current());
    });
    fragments(current()).forEach(function (fragment, index) {
      fragment.classList.toggle('is-visible', index < shown);
    });
    var place = slides.indexOf(current());
    status.textContent = (place + 1) + ' / ' + slides.length;
    progress.style.width = (100 * (place + 1) / slides.length) + '%';
    var hash = '#/' + across + (down || shown ? '/' + down : '') + (shown ? '/' + (shown - 1) : '');
    if (location.hash !== hash) {
      history.replaceState(null, '', hash);
    }

    current().tabIndex = -1;
    current().focus({ preventScroll: true });
    window.dispatchEvent(new Event('resize'));
  }

  function visible() {
    return fragments(current()).filter(function (fragment) { return fragment.classList.contains('is-visible'); }).length;
  }

  function reveal(step) {
    var next = visible() + step;
    if (next < 0 || next > fragments(current()).length) {
      return false;
    }

    show(across, down, next);
    return true;
  }

  // Whoever goes back finds a slide as it was left, whole.
  function go(x, y, isBack) {
    if (stacks[x] && stacks[x][y]) {
      show(x, y, isBack ? fragments(stacks[x][y]).length : 0);
    }
  }

  function next() {
    if (!reveal(1)) {
      if (down + 1 < stacks[across].length) {
        go(across, down + 1, false);
      } else {
        go(across + 1, 0, false);
      }
    }
  }

  function previous() {
    if (!reveal(-1)) {
      if (down > 0) {
        go(across, down - 1, true);
      } else if (across > 0) {
        go(across - 1, stacks[across - 1].length - 1, true);
      }
    }
  }

  var keys = {
    ArrowRight: function () { if (!reveal(1)) { go(across + 1, 0, false); } },
    ArrowLeft: function () { if (!reveal(-1)) { go(across - 1, 0, true); } },
    ArrowDown: function () { if (!reveal(1)) { go(across, down + 1, false); } },
    ArrowUp: function () { if (!reveal(-1)) { go(across, down - 1, true); } },
    ' ': function (event) { if (event.shiftKey) { previous(); } else { next(); } },
    PageDown: next,
    PageUp: previous,
    n: next,
    p: previous,
    Home: function () { go(0, 0, false); },
    End: function () { go(stacks.length - 1, stacks[stacks.length - 1].length - 1, true); },
    s: function () { root.classList.toggle('shows-notes'); },
    f: function () { if (root.requestFullscreen) { root.requestFullscreen(); } }
  };

  document.addEventListener('keydown', function (event) {
    var target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || (target.closest && target.closest('input, summary, a, [tabindex="0"]') && event.key === ' ')) {
      return;
    }

    if (Object.prototype.hasOwnProperty.call(keys, event.key)) {
      event.preventDefault();
      keys[event.key](event);
    }
  });

  var touch = null;
  document.addEventListener('touchstart', function (event) {
    touch = event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  document.addEventListener('touchend', function (event) {
    if (!touch) {
      return;
    }

    var x = event.changedTouches[0].clientX - touch.x;
    var y = event.changedTouches[0].clientY - touch.y;
    touch = null;
    if (Math.abs(x) > 50 && Math.abs(x) > Math.abs(y) * 1.5) {
      keys[x < 0 ? 'ArrowRight' : 'ArrowLeft']();
    }
  }, { passive: true });

  // "#/2/1/0" is the third stack, second slide, first fragment, as reveal.js has it.
  function fromHash() {
    var match = /^#\/(\d+)(?:\/(\d+))?(?:\/(\d+))?$/.exec(location.hash);
    if (match) {
      show(Number(match[1]), Number(match[2] || 0), match[3] === undefined ? 0 : Number(match[3]) + 1);
      return;
    }

    // A link to a heading leads to its slide.
    var target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    var place = target ? slides.indexOf(target.closest('.slide')) : 0;
    stacks.forEach(function (stack, x) {
      stack.forEach(function (slide, y) {
        if (slide === slides[Math.max(0, place)]) {
          show(x, y, target ? fragments(slide).length : 0);
        }
      });
    });
  }

  window.addEventListener('hashchange', fromHash);
  fromHash();
})();
