// Shows a panel: its script is fetched once, and run where its data is new.
const shown = new WeakMap();

const read = new TextDecoder();

export function mount(component, name) {
  const text = read.decode(component.data);
  // not again for the same data, or a click that falls between two paintings would be lost
  if (shown.get(component.parentElement) === text) return;
  shown.set(component.parentElement, text);
  const data = JSON.parse(text);
  // a task of its own, so that the map, which shares the browser's one thread, is painted before the panels
  import(`./${name}.js`).then((panel) => setTimeout(() => panel.render({ ...component, data })));
}
