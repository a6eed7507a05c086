import './math/arrays'
import './math/portable'
export { axesAt, capacity, codesAt, columnAt, metricsAt, movesAt, parametersAt, reserve, statusesAt, valuesAt } from './task'
export { run } from './sweep'
