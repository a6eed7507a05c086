/** The public surface, the same in Node and in browsers. */
export { createEngine, type CallOptions, type Engine, type EngineInfo, type EngineOptions, type SweepOptions } from './engine.ts'
export type { Equilibria, EquilibriaOfRange, Equilibrium, Fold } from './equilibria/equilibria.ts'
export type { LevelRange } from './equilibria/rules.ts'
export {
  ArgumentError,
  EngineClosedError,
  GridTooLargeError,
  OffcutError,
  ScenarioError,
  SupersededError,
  WorkerError,
  type Problem,
} from './errors.ts'
export {
  LAWS,
  METRICS,
  MODES,
  PARAMETERS,
  PATH_METRICS,
  REGIMES,
  SENSITIVE,
  STATUSES,
  type Law,
  type Method,
  type MethodName,
  type Metric,
  type Mode,
  type ParameterPath,
  type PathColumn,
  type PathMetric,
  type Regime,
  type Status,
} from './model/layout.ts'
export type { OptimaOptions, OptimaRequest } from './plan/optima.ts'
export { parametersOverTime } from './plan/over-time.ts'
export type { Draw } from './plan/parameters.ts'
export type { PathOptions } from './plan/path.ts'
export type { PlanAxis, PlanColumn } from './plan/axis.ts'
export type { AxisParameter, OptimumOptions, SweepAxis, SweepGrid } from './plan/plan.ts'
export {
  Reduction,
  bottom,
  count,
  histogram,
  maximum,
  mean,
  minimum,
  quantiles,
  reduceSweep,
  tails,
  top,
  type Extreme,
  type Histogram,
  type Reduced,
  type Reducer,
  type Reducers,
  type TailOfValues,
} from './reduce/index.ts'
export type { Cells } from './reduce/cells.ts'
export type { ExactSum } from './reduce/exact-sum.ts'
export type { Ranked } from './reduce/extremes.ts'
export type { SweepChunk } from './result/chunk.ts'
export type { ChunkSource } from './result/source.ts'
export type { Optimum } from './result/optimum.ts'
export type { TimePath } from './result/path.ts'
export type { Surface, SweepStats } from './result/surface.ts'
export type { PathColumns } from './result/values.ts'
export type { Backend, ModuleSource } from './runner/backend.ts'
export {
  parseScenario,
  scenarioWarnings,
  type MetricName,
  type Scenario,
  type ScenarioInput,
  type Sweep,
  type SweepInput,
} from './scenario/index.ts'
export type { PointOptions } from './scenario/point.ts'
export type { Design } from './plan/design/design.ts'
export { starterScenario } from './scenario/schema/starter.ts'
export { writeCsv, type TextWriter } from './files/format/csv.ts'
export type { JobOptions, ResultOptions, SweepJob } from './sweep/job.ts'
export type { Optima } from './sweep/optima.ts'
export type { Progress } from './sweep/progress.ts'
export type { AxisValues, PointRange } from './plan/task.ts'
export { VERSION } from './version.ts'
