export { axesAt, capacity, columnsAt, metricsAt, parametersAt, reserve, statusesAt, valuesAt } from './task'
export { run } from './sweep'
