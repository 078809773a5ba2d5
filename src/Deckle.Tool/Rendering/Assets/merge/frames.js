// Gives frames with a cell in them the height they ask for.
export function follow(document) {
  window.addEventListener('message', (event) => {
    const height = event.data?.deckleFrameHeight;
    if (typeof height !== 'number' || !(height >= 0)) {
      return;
    }

    for (const frame of document.querySelectorAll('.frames iframe')) {
      if (frame.contentWindow === event.source) {
        frame.style.height = `${Math.min(Math.ceil(height) + 2, 5000)}px`;
      }
    }
  });
}
