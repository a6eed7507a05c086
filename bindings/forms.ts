/**
 * What a form or a chart of scenarios needs: label, unit, meaning, range and slider of every parameter, label and unit of every metric, the
 * keys of each law and mode, and numbers by their path. An entry of its own (`offcut/forms`), so that others do not load its words.
 */
export { LAW_ENTRIES, MODE_ENTRIES, type LawEntry, type LawKey, type ModeEntry, type ModeKey } from './model/laws.ts'
export { CHANGEABLE, INTERPOLATIONS } from './model/changes.ts'
export { METRIC_ENTRIES, metricEntry, type MetricEntry, type MetricKey } from './model/metrics.ts'
export {
  OTHER_NUMBERS,
  PARAMETER_ENTRIES,
  parameterEntry,
  TEXTS,
  type NumberKey,
  type ParameterEntry,
  type Range,
} from './model/parameters.ts'
export { sliderRange, usualValue, type Horizon, type SliderRange } from './model/sliders.ts'
export { unitText, type Unit, type UnitWords } from './model/units.ts'
export { followsPaths } from './scenario/rules/time-paths.ts'
export { getNumber, parsePath, valueAt } from './scenario/text/json-paths.ts'
