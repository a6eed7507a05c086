import './math/portable'
export { axesAt, capacity, columnAt, metricsAt, parametersAt, reserve, statusesAt, valuesAt } from './task'
export { run } from './sweep'
