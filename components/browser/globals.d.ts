/** What the map's frame has from Leaflet and streamlit-folium; both come without types of their own. */
// biome-ignore lint/suspicious/noExplicitAny: untyped packages
declare const L: any;
// biome-ignore lint/suspicious/noExplicitAny: untyped packages
declare const Streamlit: any;
interface Window {
  // biome-ignore lint/suspicious/noExplicitAny: untyped packages
  __GLOBAL_DATA__: any;
}
