// Makes elements. What notebooks hold comes in as text only.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && !key.startsWith('aria')) {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }

  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(text, action, properties = {}) {
  return element('button', { type: 'button', textContent: text, onclick: action, ...properties });
}
