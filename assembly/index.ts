import './math/arrays'
import './math/portable'
export { axesAt, capacity, codesAt, columnAt, metricsAt, movesAt, parametersAt, reserve, statusesAt, valuesAt } from './task'
export { run } from './sweep'
// A module of their own, which loads where paths are followed: see scripts/split.mjs.
export { preparePaths, runPaths } from './path/run'
