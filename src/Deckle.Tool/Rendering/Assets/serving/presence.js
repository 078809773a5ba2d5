// A page that is open holds a connection; without one the program takes its page for closed.
let stream;

export function hold(root) {
  stream = new EventSource(`${root}api/presence`);
}

// Ends the program. Returns what it said where it did not.
export async function leave(root) {
  const answer = await fetch(`${root}api/close`, { method: 'POST' });
  stream?.close();
  return answer.ok ? undefined : answer.text();
}
