/** Studies: from data to decision. Functions that ask an engine for points, or take a table, and fold the answers; the same in Node and in browsers. */
export { calibrate, type Calibration } from './calibrate/calibrate.ts'
export type { Ces, CesPoint } from './calibrate/ces.ts'
export type { Equation, Term, Test } from './calibrate/equation.ts'
export type { Equations, FragmentReport, LogNormal, Normal, ScenarioFragment } from './calibrate/fragment.ts'
export type { Mapping } from './calibrate/mapping.ts'
export { mergeFragment } from './calibrate/merge.ts'
export type { DataReport } from './calibrate/rows.ts'
export type { CostShare } from './calibrate/shares.ts'
export { parseTable } from './table/csv.ts'
export { tableOf, type Arrays, type Cell, type Column, type Table, type TableInput } from './table/table.ts'
export { evaluateCondition, type Truth } from './condition/evaluate.ts'
export { parseCondition, type Condition, type Expression } from './condition/parse.ts'
export { discover, type DiscoverOptions, type DiscoveredBox, type Discovery } from './discover/discover.ts'
export type { Stability } from './discover/stability.ts'
export { derivativeIndices, type BoundOf, type DerivativeBased } from './indices/derivative.ts'
export { morrisDesign, morrisIndices, morrisShare, type MorrisDesign, type MorrisIndices, type MorrisOptions } from './indices/morris.ts'
export { sobolIndices, type Indices, type SobolEstimates, type SobolIndices, type SobolOptions, type SobolValues } from './indices/sobol.ts'
export { regretOf, type Regret } from './risk/regret.ts'
export { ascending, quantileOf, tailsOf, type Tail, type Tails } from './risk/tails.ts'
export { seekValues, type MetricOf, type SeekOptions, type Solution, type Sought } from './seek/seek-values.ts'
export { indices, type IndicesOptions, type IndicesResult, type IndicesStudy, type MorrisEffects } from './indices/indices.ts'
export { risk, type Risk, type RiskOptions } from './risk/risk.ts'
export type { RiskOfMetric } from './risk/measure.ts'
export type { OverTime } from './risk/over-time.ts'
export { tornado, type Tornado, type TornadoBar, type TornadoEnd, type TornadoOptions } from './tornado/tornado.ts'
export { seek, type GoalOptions } from './seek/seek.ts'
export type { Moment, RunOptions, StudyProgress } from './engine/points.ts'
export { compare, type CompareOptions, type Comparison } from './compare/compare.ts'
export { timing, type Timing, type TimingOptions } from './timing/timing.ts'
export type { BestLaw, Ranges } from './timing/best-law.ts'
export type { Threshold } from './timing/policy.ts'
export type { Continuation } from './timing/problem.ts'
export type { Outcomes } from './timing/simulate.ts'
export { commandText } from './report/command.ts'
export { pathDocument } from './report/path.ts'
export { documentOf, type Saved } from './report/saved.ts'
export type { Document, DocumentTable, Value } from './report/document.ts'
export { renderPage, type Origin } from './report/page.ts'
export {
  drawChart,
  scalesOf,
  type Band,
  type Bar,
  type BarChart,
  type Chart,
  type Line,
  type Picture,
  type XyChart,
} from './report/chart.ts'
export type { Look } from './report/look.ts'
export type { SankeyChart, SankeyLink, SankeyNode } from './report/sankey.ts'
export type { Scale } from './report/scale.ts'
