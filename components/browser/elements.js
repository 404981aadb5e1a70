// Elements from data. Text goes in as text nodes, never as markup.

/** Give a node attributes (a function is a listener; null, undefined and false leave one out) and children. */
export function put(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** An element with attributes and children. */
export const el = (tag, attributes = {}, ...children) => put(document.createElement(tag), attributes, children);

/** The same of SVG. */
export const svg = (tag, attributes = {}, ...children) => put(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** A legend's sample of a shape, 16 by 16. */
export const swatch = (look, path) => svg("svg", { viewBox: "0 0 16 16", class: "swatch", "aria-hidden": "true" }, svg("path", { class: look, d: path }));
