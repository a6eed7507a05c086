import './math/portable'
export { axesAt, capacity, columnAt, metricsAt, movesAt, parametersAt, reserve, statusesAt, valuesAt } from './task'
export { run } from './sweep'
