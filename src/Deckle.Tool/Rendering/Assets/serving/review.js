// The frame around the review page: holds a connection while it is open, and ends the program with its button.
import { hold, leave } from './presence.js';

const root = document.body.dataset.root;
hold(root);
document.getElementById('page').focus();
document.getElementById('close').addEventListener('click', async () => {
  const said = await leave(root);
  document.getElementById('status').textContent = said ?? 'Closed. This tab can be closed too.';
});
