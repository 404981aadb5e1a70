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

/** A number in words, None where nobody publishes it. */
export interface FigureCell {
  value: string | null;
  why?: string;
  note?: string;
}

/** All, and by stage group; where they come from. strong: those of this View. */
export interface FigureRow {
  title: string;
  note: string;
  source: string;
  cells: FigureCell[];
  info?: PageLink;
  strong?: boolean;
}

/** The figures row: official totals, what is documented, what is filtered. */
export interface Figures {
  caption: string;
  columns: string[];
  rows: FigureRow[];
}

/** A stage: its clusters in words; both bars in hundredths of the longest. */
export interface StageBar {
  value: string;
  group: string;
  label: string;
  count: string;
  width: number;
  nationalWidth: number;
  on: boolean;
}

/** The stages of a group. */
export interface StageGroup {
  label: string;
  count: string;
  stages: StageBar[];
}

/** The stage panel. here, national: what the two bars are. say: what a press on one does. */
export interface Stages {
  title: string;
  info: PageLink;
  here: string;
  national: string;
  say: string;
  groups: StageGroup[];
  source: string;
  csv: FileLink;
}

/** Below a chart: where its numbers come from, its method, its table as a file. */
export interface Foot {
  source: string;
  csv?: FileLink;
  info?: PageLink;
}

/** A heading of the table. */
export interface TableHeading {
  name: string;
  label: string;
  number: boolean;
  sort: string | null;
  sorted: string | null;
  mark: string;
}

/** A record: its cells in the order of the headings but the last, the position of its source. */
export interface TableRow {
  id: string;
  cells: (string | null)[];
  source: number;
  on: boolean;
}

/** Where a record opens; href has {id} for it. */
export interface Opening {
  href: string;
  label: string;
}

/** A page of the filtered rows, counted from 0. */
export interface Table {
  title: string;
  info: PageLink;
  columns: TableHeading[];
  rows: TableRow[];
  sources: [string, string][];
  leadsTo: Opening;
  notReported: string;
  empty: string;
  page: number;
  pages: number;
  pagerLabel: string;
  previous: string;
  next: string;
  pageOf: string;
  leads?: boolean;
}

/** A field of a record, None where it is not on file. */
export interface CardField {
  name: string;
  label: string;
  value: string | null;
}

/** The chosen cluster. province: the way to its page. outside: said where it is filtered out. */
export interface CardRecord {
  name: string;
  link: PageLink;
  province: PageLink;
  otherName: string;
  close: string;
  outside: string | null;
  fields: CardField[];
  notReported: string;
  sourceLabel: string;
  source: string;
  url: string;
}

/** The card of the chosen cluster, None where none is chosen. */
export interface Card {
  card: CardRecord | null;
}

/** A place on an axis that is named. at: in the axis's own unit. */
export interface Tick {
  at: number;
  label: string;
}

/** An axis from 0 to max. */
export interface ChartAxis {
  max: number;
  title: string;
  ticks: Tick[];
}

/** A curve with its band, and the same in words (alt). */
export interface Chart {
  title: string;
  alt: string;
  rtl: boolean;
  x: ChartAxis;
  y: ChartAxis;
  line: [number, number][];
  band: [number, number, number][];
  steps: boolean;
  guide: number | null;
  legend: [string, string];
}

/** Something that can be added to the comparison with `put`, or why not. */
export interface CompareOffer {
  item: string;
  label: string;
  why: string;
  put: Record<string, string>;
}

/** What a page offers to compare. names: what is compared already, with the link there. */
export interface CompareBar {
  title: string;
  offers: CompareOffer[];
  names: string;
  link: PageLink | null;
}

/** Something that a list adds. item: its kind and code, as in the View's `compare`. */
export interface ComparePick {
  label: string;
  item: string;
}

/** A list to add from; choose: what it says while nothing is chosen. */
export interface ComparePicker {
  label: string;
  choose: string;
  options: ComparePick[];
}

/** Head of the comparison: its finding, what is counted, how to add, where to begin. */
export interface ComparisonHead {
  title: string;
  dated: DateNotice | null;
  intro: string | null;
  narrowed: string | null;
  clear: string;
  full: string | null;
  pickers: ComparePicker[];
  search: SearchBox | null;
  starts: PutButton[];
  compare: string[];
  empty: string | null;
  emptyPut: Record<string, string>;
}

/** One of the things compared, and what can be done to it; at an end it is moved no further. */
export interface ComparisonColumn {
  item: string;
  link: PageLink;
  earlier: PutButton | null;
  later: PutButton | null;
  remove: PutButton;
}

/** What one thing has of one indicator; value: None where nothing is on file. */
export interface ComparisonCell {
  value: string | null;
  link: PageLink | null;
  note: string[];
  source: [string, string] | null;
  extreme: string | null;
  kind: string | null;
  low: number | null;
  high: number | null;
}

/** An indicator. order: the button that orders the columns by it. */
export interface ComparisonRow {
  name: string;
  label: string;
  unit: string;
  origin: string;
  order: PutButton | null;
  cells: ComparisonCell[];
  none: string[];
}

/** The table of the comparison. stages: rows with one scale for all their bars. */
export interface Comparison {
  caption: string;
  corner: string;
  columns: ComparisonColumn[];
  rows: ComparisonRow[];
  stagesTitle: string;
  foot: string;
  methods: PageLink;
  stages: ComparisonRow[];
}

/** The size of a small map, in units of its own drawing. */
export interface MapSize {
  width: number;
  height: number;
}

/** One of the small maps, and the same in words. */
export interface SmallMap {
  say: string;
  classes: Record<string, number>;
  marked: string;
  points: [number, number, number, number][];
  others: [number, number, number, number][];
}

/** Small maps of the things compared, with one legend. */
export interface SmallMaps {
  title: string;
  outlines: string;
  size: MapSize;
  maps: SmallMap[];
  legendTitle: string | null;
  info: PageLink;
  source: string;
  legend: AreaClass[];
  groups: string[];
  approximate: string;
}

/** A cluster that changed, and how. link: to its page; name: of one that has none any more. */
export interface ChangedCluster {
  where: string;
  say: string;
  link?: PageLink;
  name?: string;
  source?: [string, string];
}

/** The changes of a kind. more: how many are not shown, empty where all are. */
export interface ChangedGroup {
  kind: string;
  title: string;
  lines: ChangedCluster[];
  more: string;
}

/** What changed. */
export interface FoundChanges {
  groups: ChangedGroup[];
  how: string;
  none: string;
}

/** How much changed in one of the things compared, by kind; None: unknown. */
export interface ChangeCountsRow {
  name: string;
  cells: (string | null)[];
}

/** How much changed in each of the things compared. */
export interface ChangeCounts {
  caption: string;
  corner: string;
  kinds: string[];
  unknown: string;
  rows: ChangeCountsRow[];
}

/** What changed since a version or a date. found: None while neither is chosen. */
export interface Changes {
  title: string;
  sinceLabel: string;
  choose: string;
  offered: Choice[];
  dateLabel: string;
  dateHint: string;
  wrong: string;
  off: string | null;
  trouble: string;
  counts: ChangeCounts | null;
  found: FoundChanges | null;
  info: PageLink;
}

/** A button, or a sign with a label, and the parameters of the View that it sets. */
export interface PutButton {
  label: string;
  put: Record<string, string>;
}

/** A value and its name. */
export interface Option {
  value: string;
  label: string;
}

/** A value that can be chosen, its name, and whether it is. */
export interface Choice {
  value: string;
  label: string;
  on: boolean;
}

/** A whole number that the reader sets. */
export interface NumberField {
  param: string;
  label: string;
  value: string;
  shown: string;
  min: number;
  max: number;
  also: Record<string, string>;
}

/** Where a table of several pages stands. param: of the View; page: counted from 1. */
export interface Pager {
  param: string;
  page: number;
  pages: number;
  label: string;
  previous: string;
  next: string;
  pageOf: string;
}

/** A plain table of texts; lines of a cell stay lines. */
export interface Grid {
  columns: string[];
  rows: string[][];
  errors: number;
  sentences: boolean;
  more: string;
  empty: string;
  label: string;
}

/** A number under its label. */
export interface Count {
  label: string;
  value: string;
}

/** A row of numbers. */
export interface Counts {
  figures: Count[];
}

/** Where the browser of somebody who just signed in fetches its cookie, with what ticket. */
export interface SignIn {
  address: string;
  ticket: string;
}

/** Words of the buttons that hand this screen on. */
export interface ShareWords {
  copy: string;
  copied: string;
  mail: string;
  body: string;
  version: number | null;
}

/** What the reader must know of the records shown. */
export interface Notice {
  say: string;
  kind: "warning" | "info";
  action?: string;
  put?: Record<string, string>;
}

/** The head of every page. */
export interface Frame {
  lang: string;
  dir: "rtl" | "ltr";
  title: string;
  subtitle: string;
  words: Record<string, string>;
  otherLang: string;
  otherName: string;
  search: SearchBox;
  ignoredTitle: string;
  ignored: string[];
  share: ShareWords;
  notices: Notice[];
  ask: string | null;
  shown: string;
}

/** What a press does; `act` of components/bridge/panel.py carries it out. */
export interface Action {
  put?: Record<string, string>;
  toggle?: Record<string, string>;
  clear?: boolean;
  page?: number;
  go?: string;
  refresh?: boolean;
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
  hover: [string, string, string];
  values: Record<string, string>;
  undefined: Record<string, string>;
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

/** Above the map: its finding, the choice of metric. failed: said where it cannot be drawn. */
export interface MapHead {
  title: string;
  metricLabel: string;
  metrics: Choice[];
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

/** A View of the file, in both languages where it is a text. */
export interface FileStop {
  title: Record<string, string>;
  note: string;
  sentence: Record<string, string>;
  clauses: Record<string, Record<string, string>>;
  unrecorded: Record<string, string>;
  remark: string;
  choices: Record<string, string[]>;
  asked: Record<string, string>;
  names: Record<string, string>;
  isInvented: boolean;
  rows: number[];
  official: Record<string, string[]>;
  onFile: number[];
  total: number;
  data: string;
  number: number;
  at: Record<string, string>;
  query: string;
  digest: string;
  metric: string;
  breaks: number[];
  chosen: string[];
  cluster: string;
  focus: number[] | null;
}

/** What it takes to work out an indicator and to write its values; see geo/indicators.py. */
export interface DeclaredIndicator {
  numerator: string[];
  denominator: string[];
  scale: number;
  format: string;
  isCount: boolean;
}

/** The country's published totals. */
export interface OfficialFigures {
  identified: number;
  completed: number;
  inProgress: number;
  rest: number;
  source: string;
}

/** Where all rows of the file come from. */
export interface FileProvenance {
  rows: number;
  digest: string;
  link: string;
  address: string;
  made: string;
  madeJalali: string;
  heading: Record<string, string>;
  says: Record<string, string>;
  release: string;
}

/** All that the file's screen is made of; rows of all its Views, each once. */
export interface FileFacts {
  lang: string;
  texts: Record<string, Record<string, string>>;
  columns: [string, string, string, string][];
  rows: ((string | number | null)[])[];
  risky: string;
  spots: [number, number, number][];
  stageOf: number[];
  provinceOf: number[];
  tradeOf: number[];
  frame: [number, number];
  provinces: [string, string, string, number, string, number, number][];
  stages: [string, string, string, number][];
  trades: [string, string, string][];
  stops: FileStop[];
  indicators: Record<string, DeclaredIndicator>;
  measured: string[];
  reporting: Record<string, string>;
  invented: boolean;
  official: OfficialFigures;
  provenance: FileProvenance;
  presents: boolean;
  slide: number;
}

/** A heading of a sheet. */
export interface SheetColumn {
  label: string;
  number: boolean;
}

/** A cell with more than its text: a link, an address in the web, a bar of so many percent. */
export interface SheetCell {
  text: string | null;
  link?: PageLink;
  url?: string;
  bar?: number;
}

/** A table; a cell of None has nothing on file. empty: said instead where it has no row. */
export interface LedgerBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "ledger";
  columns: SheetColumn[];
  rows: ((string | SheetCell | null)[])[];
  empty: string;
  notReported: string;
}

/** A part of a bar, in percent of it. label: its number, where there is room. */
export interface MixPart {
  group: string;
  width: number;
  label: string;
}

/** A bar of the shares of the stage groups, and the same in words. */
export interface MixBar {
  label: string;
  parts: MixPart[];
  say: string;
}

/** Two bars on one scale, and the same as a table. */
export interface MixBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "mix";
  columns: SheetColumn[];
  rows: ((string | SheetCell | null)[])[];
  empty: string;
  notReported: string;
  bars: MixBar[];
}

/** Something to find out. clusters: id and name of those that lack it; more: how many others. */
export interface Gap {
  key: string;
  label: string;
  count: string;
  clusters: [string, string][];
  more: string;
}

/** What is missing. href: of a cluster's page, with {id} for its id. */
export interface GapsBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "gaps";
  gaps: Gap[];
  href: string;
  empty: string;
}

/** A dated step. source and url: who tells of it, empty for none. */
export interface PlaceStep {
  date: string;
  title: string;
  group: string;
  lines: string[];
  source: string;
  url: string;
}

/** Dated steps in order. source_label: stands before the source of each. */
export interface StepsBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "steps";
  steps: PlaceStep[];
  empty: string;
  sourceLabel?: string;
}

/** A label with what is on file: a value, or an address in the web with its own label. */
export interface LabelledValue {
  label: string;
  value: string | null;
  url?: string;
  urlLabel?: string;
}

/** Labels with what is on file for each. */
export interface PairsBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "pairs";
  pairs: LabelledValue[];
  notReported: string;
}

/** Paragraphs, and links below them. */
export interface ProseBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "prose";
  paragraphs: string[];
  links?: PageLink[];
}

/** A word and what it means. anchor: the name by which a link leads to it. */
export interface Term {
  term: string;
  say: string;
  anchor?: string;
}

/** Words and what they mean. */
export interface TermsBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "terms";
  terms: Term[];
}

/** An outline on a small map, as a path of SVG. look: its class of style. */
export interface SketchArea {
  path: string;
  look: string;
  label?: string;
  x?: number;
  y?: number;
  say?: string;
  href?: string;
  action?: Action;
}

/** The clusters on a small map. */
export interface SketchPoints {
  rows: [number, number, number, number, string, string][];
  href: string;
  radius: number;
  focusable: boolean;
  chosen: string;
}

/** A small map and the same in words. key: what its symbols mean; areas: what its colours do. */
export interface SketchBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "sketch";
  width: number;
  height: number;
  shapes: SketchArea[];
  points: SketchPoints;
  say: string;
  key: string[];
  areas?: AreaClass[];
}

/** A corner of the triangle; on: whether the records name it. */
export interface TriangleCorner {
  label: string;
  on: boolean;
}

/** The triangle of co-operation with its three corners, and all bodies and shortfalls named. */
export interface TriangleBlock {
  title: string;
  info?: PageLink;
  note?: string;
  source?: string;
  csv?: FileLink;
  anchor?: string;
  wide?: boolean;
  kind: "triangle";
  say: string;
  corners: [TriangleCorner, TriangleCorner, TriangleCorner];
  bodies: string[];
  bodiesTitle: string;
  bodiesNone: string;
  shortfalls: string[];
  shortfallsTitle: string;
  shortfallsNone: string;
}

/** A figure of the head; value: None where nothing is on file, and why then says so. */
export interface PlaceFact {
  label: string;
  value: string | null;
  note?: string;
  why?: string;
  info?: PageLink;
}

/** An entry of a page's contents. anchor: the block that it leads to. */
export interface ContentsEntry {
  label: string;
  anchor: string;
}

/** The head of a page about a place. */
export interface PlaceHead {
  kicker: string;
  title: string;
  other?: string;
  otherLang?: string;
  lead?: string;
  contents?: ContentsEntry[];
  contentsLabel?: string;
  nav?: PageLink[];
  navLabel?: string;
  dated?: DateNotice;
  notices?: string[];
  facts?: PlaceFact[];
}

/** A page about a province, trade or cluster; head: None for blocks on another page. */
export interface Place {
  head: PlaceHead | null;
  blocks: (LedgerBlock | MixBlock | GapsBlock | StepsBlock | PairsBlock | ProseBlock | TermsBlock | SketchBlock | TriangleBlock)[];
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

/** A flag of projects with its count and its rule; pressed, its projects alone are shown. */
export interface ClockFlag {
  label: string;
  count: string;
  rule: string;
  on: boolean;
  put: Record<string, string>;
}

/** The headings of the project clock. */
export interface ClockColumns {
  cluster: string;
  start: string;
  due: string;
  line: string;
  state: string;
}

/** A kind of mark on a project's line. */
export interface ClockMark {
  kind: string;
  label: string;
}

/** A mark on a project's line, at so many percent of the axis. */
export interface PlacedMark {
  kind: string;
  at: number;
  say: string;
}

/** A flag that is raised for a project, with its measure. */
export interface ClockState {
  kind: string;
  say: string;
}

/** A project. bar, late: from where to where its line and its delay run, percent of the axis. */
export interface ClockRow {
  cluster: PageLink;
  province: string;
  stage: string;
  start: string;
  startNote: string | null;
  due: string | null;
  bar: [number, number] | null;
  late: [number, number] | null;
  marks: PlacedMark[];
  say: string;
  state: ClockState[];
}

/** The project clock. today, ticks: percent of the axis. */
export interface ProjectClock {
  title: string;
  info: PageLink;
  why: string;
  fields: NumberField[];
  flagsLabel: string;
  flags: ClockFlag[];
  sortLabel: string;
  sort: string;
  sorts: Option[];
  columns: ClockColumns;
  marks: ClockMark[];
  lateLabel: string;
  todayLabel: string;
  today: number;
  ticks: Tick[];
  rows: ClockRow[];
  empty: string;
  pager: Pager;
  notes: string[];
}

/** Median and interval in percent of the widest. */
export interface IntervalLine {
  low: number;
  median: number;
  high: number;
}

/** The headings of the durations. */
export interface DurationColumns {
  span: string;
  median: string;
  interval: string;
  line: string;
  counts: string;
  reading: string;
}

/** How long a stage takes; few: said instead where too few have ended. */
export interface SpanRow {
  name: string;
  label: string;
  on: boolean;
  put: Record<string, string>;
  counts: string;
  few?: string;
  median?: string;
  interval?: string;
  line?: IntervalLine;
  reading?: string;
}

/** How long the chosen stage takes in one trade or province; toggle: filters by it. */
export interface DurationGroupRow {
  label: string;
  toggle: Record<string, string>;
  median: string;
  interval: string | null;
  line: IntervalLine | null;
  counts: string;
}

/** The chosen stage by trade or by province. few: how many of them have too few records. */
export interface DurationGroup {
  title: string;
  heading: string;
  rows: DurationGroupRow[];
  few: string | null;
}

/** How long the stages take, and the curve of the chosen one; None where too few have ended. */
export interface Durations {
  title: string;
  info: PageLink;
  note: string;
  columns: DurationColumns;
  rows: SpanRow[];
  curve: Chart | null;
  groups: DurationGroup[];
  notes: string[];
}

/** The outlook: a fan over the years, the same as a table, and what it takes for granted. */
export interface Outlook {
  title: string;
  info: PageLink;
  fields: NumberField[];
  fieldNote: string;
  chart: Chart;
  columns: string[];
  rows: string[][];
  assumptionsTitle: string;
  assumptions: string[];
  notes: string[];
}

/** The weight of a criterion. steps: each weight in words; puts: what each sets. */
export interface WeightSlider {
  name: string;
  label: string;
  explain: string;
  value: number;
  shown: string;
  steps: string[];
  onFile: string;
  off: boolean;
  puts: Record<string, string>[];
}

/** The headings of the ranking, but those of the criteria. */
export interface RankingColumns {
  place: string;
  cluster: string;
  score: string;
  steady: string;
}

/** A criterion with its weight as a share of all. */
export interface RankingCriterion {
  label: string;
  weight: string;
}

/** What a criterion adds to a score. value: its own figure, None where it is not on file. */
export interface RankingPart {
  value: string | null;
  width: number;
  missing: boolean;
  say: string;
}

/** A waiting cluster with its score and the parts of it, one a criterion. */
export interface RankingRow {
  place: string;
  cluster: PageLink;
  province: string;
  stage: string;
  score: string;
  steady: string;
  parts: RankingPart[];
}

/** What next: weights to set, and the waiting clusters in the order they give. */
export interface Ranking {
  title: string;
  info: PageLink;
  disclaimer: string;
  weightsTitle: string;
  sliders: WeightSlider[];
  missingLabel: string;
  missing: string;
  missingRules: Option[];
  fields: NumberField[];
  columns: RankingColumns;
  criteria: RankingCriterion[];
  rows: RankingRow[];
  missingWord: string;
  top: number;
  empty: string;
  pager: Pager;
  notes: string[];
}

/** The words of the date control, each the catalogues' text `as_of.` of its name. */
export interface AsOfWords {
  title: string;
  previous: string;
  next: string;
  play: string;
  pause: string;
  stop: string;
  slider: string;
  exact: string;
  exactHint: string;
  exactWrong: string;
  go: string;
  reduced: string;
  conventionTitle: string;
}

/** The date control. */
export interface AsOf {
  asOf: string;
  shown: string;
  steps: Option[];
  at: number;
  say: string;
  convention: string;
  info: PageLink;
  words: AsOfWords;
}

/** The rooms of a page, of which one is shown. */
export interface Rooms {
  label: string;
  rooms: Choice[];
}

/** The date after which something is news: typed, or one of some periods. */
export interface SinceForm {
  since: string;
  shown: string;
  label: string;
  go: string;
  hint: string;
  wrong: string;
  periods: Option[];
}

/** A question with its answer, and the way to what it rests on. */
export interface Answer {
  asked: string;
  said: string;
  more: PageLink;
}

/** Questions and answers; above them the date that the first is asked from. */
export interface Answers {
  since: SinceForm;
  answers: Answer[];
}

/** A heading of a table of counts. wide: of a number with a bar beside it. */
export interface CountColumn {
  label: string;
  number: boolean;
  wide: boolean;
}

/** A count, and what shows its clusters on the map: filters on top of the View's own. */
export interface CountCell {
  text: string;
  put?: Record<string, string>;
  say?: string;
  heat?: number;
  none?: boolean;
}

/** A count, which may be empty, with bars beside it: kind and length in percent. */
export interface BarCell {
  text: string;
  bars: [string, number][] | null;
}

/** A row of a table of counts. strong: a sum. */
export interface CountRow {
  cells: (string | CountCell | BarCell)[];
  strong?: boolean;
}

/** A table of counts; empty: said instead where it has no row. */
export interface CountTable {
  name: string;
  title: string;
  columns: CountColumn[];
  rows: CountRow[];
  empty: string;
  count?: number;
  note?: string;
  info?: PageLink;
  key?: [string, string][];
  upright?: boolean;
  after?: string[];
}

/** Tables of counts, each count a link to its clusters on the map. */
export interface StageTable {
  tables: CountTable[];
  query: Record<string, string>;
  path: string;
  source: string;
}

/** What is news since a date: the counts in words, and a table for each kind. */
export interface News {
  title: string;
  info: PageLink;
  say: string;
  tables: CountTable[];
  rule: string;
  query: Record<string, string>;
  path: string;
  source: string;
}

/** A slide, counted from 0. proposed: the title that the data suggest. */
export interface StorySlide {
  at: number;
  number: string;
  title: string;
  proposed: string;
  note: string;
  sentence: string;
  gone: string | null;
  version: string | null;
  open: PageLink;
}

/** The words of the panel, each of the catalogues' text `story.` of its name. */
export interface StoryWords {
  titleLabel: string;
  slideTitle: string;
  slideNote: string;
  up: string;
  down: string;
  remove: string;
  empty: string;
  present: string;
  presentNote: string;
  keys: string;
  tooLong: string;
}

/** What a reader does to the story; `change` of components/story/story_panel.py carries it out. */
export interface StoryAction {
  title?: string;
  pin?: number;
  at?: number;
  do?: "title" | "note" | "up" | "down" | "remove";
  text?: string;
  when?: number;
}

/** Whether the slides follow the newest version. to: what a press pins them to, 0 for none. */
export interface StoryPin {
  say: string;
  label: string;
  to: number;
}

/** The story at hand. */
export interface Story {
  title: string;
  longest: [number, number];
  words: StoryWords;
  count: string;
  slides: StorySlide[];
  present: string | null;
  pin: StoryPin | null;
  isTooLong: boolean;
}
