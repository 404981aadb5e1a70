/** What the map's frame has from Leaflet and streamlit-folium; both come without types of their own. */
// biome-ignore lint/suspicious/noExplicitAny: untyped packages
declare const L: any;
// biome-ignore lint/suspicious/noExplicitAny: untyped packages
declare const Streamlit: any;
/** Tells the server what a reader did. */
type Act = (action: import("./contract.js").Action) => void;
/** What mount.js hands to a panel's script: what to show, where, and the way to answer; Told: what its own `handle` carries out. */
interface Shown<Data, Told = never> {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue: (name: "action", value: import("./contract.js").Action | Told) => void;
}
interface Window {
  // biome-ignore lint/suspicious/noExplicitAny: untyped packages
  __GLOBAL_DATA__: any;
}
