// Written by `python -m tests.contract` from the dataclasses of components/contract.
/** A value of a filter, with its count under the other filters. */
export interface FilterOption {
  value: string;
  label: string;
  count: string;
  on?: boolean;
  partly?: boolean;
  zero?: boolean;
  group?: boolean;
  inside?: boolean;
}

/** One fold of the filter panel. chosen: how many of its values are, None for none. */
export interface Filter {
  param: string;
  title: string;
  open: boolean;
  chosen: string | null;
  options: FilterOption[];
}

/** The filter panel. */
export interface Filters {
  title: string;
  searchLabel: string;
  searchHint: string;
  text: string;
  filters: Filter[];
}

/** One chosen value, with what takes it off, and that in words. */
export interface Chip {
  label: string;
  remove: string;
  action: Action;
}

/** What is filtered. clear: the words of the button that takes all of it off. */
export interface Sentence {
  sentence: string;
  chips: Chip[];
  clear: string;
}

/** What a press does; `act` of components/bridge/panel.py carries it out. */
export interface Action {
  put?: Record<string, string>;
  toggle?: Record<string, string>;
  clear?: boolean;
  page?: number;
  go?: string;
}

/** A link to a page of the atlas: followed at once with its action, or in a new tab. */
export interface PageLink {
  label: string;
  href: string;
  action?: Action;
  anchor?: string;
}

/** A link to a table as CSV. */
export interface FileLink {
  label: string;
  href: string;
}

/** Which date a page shows, and the way back to the present. */
export interface DateNotice {
  say: string;
  link: PageLink;
}

/** The columns of all clusters. spot, stage, precision: positions in the lists of MapFacts. */
export interface MapClusters {
  id: string[];
  spot: number[];
  stage: number[];
  precision: number[];
  name: string[];
}

/** What is said of clusters gathered in one number; one, other and page_of have {places}. */
export interface GatheredWords {
  one: string;
  other: string;
  closer: string;
  list: string;
  close: string;
  previous: string;
  next: string;
  pageOf: string;
}

/** The map's settings, the spots where clusters lie, and all clusters. */
export interface MapFacts {
  lang: string;
  label: string;
  home: string;
  attribution: string;
  invented: string;
  bounds: number[][];
  fineZoom: number;
  provinces: Record<string, [string, number, number]>;
  stages: [string, number][];
  precisions: string[];
  spots: [number, number][];
  clusters: MapClusters;
  toldApart: number;
  groups: string[];
  gathered: GatheredWords;
  hover: [string, string, string, string];
  values: Record<string, string>;
}

/** One Selection on the map. */
export interface MapPayload {
  provinces: Record<string, [number, number | null, string | null, number]>;
  metric: string;
  anyChosen: boolean;
  shown: string | null;
  stages: string | null;
  cluster: string;
  stamp: string;
}

/** One of the metrics that the map can show. */
export interface MetricChoice {
  value: string;
  label: string;
  on: boolean;
}

/** Above the map: its finding, the choice of metric. failed: said where it cannot be drawn. */
export interface MapHead {
  title: string;
  metricLabel: string;
  metrics: MetricChoice[];
  info: PageLink;
  pages: PageLink[];
  failed: string;
  description: string;
}

/** A class of a choropleth with its words. class_: see geo/class_breaks.py. */
export interface AreaClass {
  class: number;
  label: string;
}

/** Below the map: its classes, and the shapes of the stage groups. */
export interface MapLegend {
  title: string;
  areas: AreaClass[];
  pointsTitle: string;
  points: string[];
  approximate: string;
  gathered: string | null;
  info?: PageLink;
  pointsInfo?: PageLink;
}

/** What a search box must know. kind: what alone it finds, empty for all. */
export interface SearchBox {
  label: string;
  hint: string;
  kind: string;
  address: string;
  lang: string;
  version: string;
  asOf: string;
}

/** One find, with where it leads. item: what it is in a comparison, None where it is none. */
export interface Find {
  label: string;
  href: string;
  action: Action | null;
  note: string;
  item: string | null;
}

/** The finds of a kind. */
export interface FindGroup {
  kind: string;
  label: string;
  finds: Find[];
}

/** What was found, and the same in a sentence for those who do not see it. */
export interface SearchAnswer {
  groups: FindGroup[];
  say: string;
}
