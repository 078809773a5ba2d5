// Gives the token of the address's fragment for a cookie and goes on to the page, leaving no trace of it in the history.
(async function () {
  'use strict';
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  history.replaceState(null, '', location.pathname);
  const answer = token && await fetch('enter', { method: 'POST', body: JSON.stringify({ token }) });
  if (answer && answer.ok) {
    location.replace('./');
  } else {
    document.getElementById('refused').hidden = false;
  }
})();
