export { BLOCK, values } from './block'
export { multiples } from './multiples'
export { scores } from './scores'
