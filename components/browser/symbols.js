// Stage groups and the shapes that stand for them, for the map's frame and the page around it.
export const GROUPS = ["waiting", "in_progress", "completed", "not_reported"];

/** The outline of each group's shape around a point, as the path of an SVG. */
export const SHAPES = [
  (x, y, r) => `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`,
  (x, y, r) => `M${x},${y - 1.25 * r}L${x + 1.15 * r},${y + 0.85 * r}H${x - 1.15 * r}z`,
  (x, y, r) => `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
  (x, y, r) => `M${x},${y - 1.25 * r}L${x + 1.25 * r},${y}L${x},${y + 1.25 * r}L${x - 1.25 * r},${y}z`,
];
