// Shows a panel: its script is fetched once, and run where its data is new.
const shown = new WeakMap();

export function mount(component, name) {
  const data = JSON.stringify(component.data);
  // not again for the same data, or a click that falls between two paintings would be lost
  if (shown.get(component.parentElement) === data) return;
  shown.set(component.parentElement, data);
  // a task of its own, so that the map, which shares the browser's one thread, is painted before the panels
  import(`./${name}.js`).then((panel) => setTimeout(() => panel.render(component)));
}
