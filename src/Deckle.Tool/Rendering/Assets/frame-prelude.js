// Runs first in each frame: tells the page the height, keeps errors out of the console, and stands in for the
// module loader (RequireJS) that outputs written for the classic notebook expect.
(function () {
  'use strict';
  var modules = {};
  var waiting = [];

  window.addEventListener('error', function (event) { event.preventDefault(); tell(); });
  window.addEventListener('unhandledrejection', function (event) { event.preventDefault(); });

  function known(name) {
    return Object.prototype.hasOwnProperty.call(modules, name);
  }

  function settle() {
    waiting = waiting.filter(function (wish) {
      if (!wish.names.every(known)) {
        return true;
      }

      wish.ready.apply(null, wish.names.map(function (name) { return modules[name]; }));
      return false;
    });
  }

  function require(names, ready) {
    if (typeof names === 'string') {
      return modules[names];
    }

    waiting.push({ names: names, ready: ready || function () {} });
    settle();
  }

  require.config = function () {};
  require.undef = function (name) { delete modules[name]; };
  require.specified = known;

  function define(name, names, factory) {
    if (typeof name !== 'string') {
      return;
    }

    factory = factory || names;
    names = Array.isArray(names) ? names : ['require', 'exports', 'module'];
    var module = { exports: {} };
    var special = { require: require, exports: module.exports, module: module };
    var values = names.map(function (wanted) { return special[wanted] || modules[wanted]; });
    var result = typeof factory === 'function' ? factory.apply(null, values) : factory;
    modules[name] = result === undefined ? module.exports : result;
    settle();
  }

  define.amd = {};
  window.require = window.requirejs = require;
  window.define = define;

  function tell() {
    var body = document.body;
    if (body) {
      parent.postMessage({ deckleFrameHeight: Math.max(body.scrollHeight, body.getBoundingClientRect().height) }, '*');
    }
  }

  window.addEventListener('load', tell);
  document.addEventListener('DOMContentLoaded', function () {
    new ResizeObserver(tell).observe(document.body);
    tell();
  });
})();
