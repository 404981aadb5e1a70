/** What the map's frame has from Leaflet and streamlit-folium; both come without types of their own. */
// biome-ignore lint/suspicious/noExplicitAny: untyped packages
declare const L: any;
// biome-ignore lint/suspicious/noExplicitAny: untyped packages
declare const Streamlit: any;
/** Tells the server what a reader did: an Action of the contract, or what the panel's own `handle` carries out. */
type Act = (action: object) => void;
/** What mount.js hands to a panel's script: what to show, where, and the way to answer. */
interface Shown<Data> {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue: (name: "action", value: object) => void;
}
interface Window {
  // biome-ignore lint/suspicious/noExplicitAny: untyped packages
  __GLOBAL_DATA__: any;
}
