export { powersAt, writeNumber } from './number'
export { begin, room, writeRows } from './csv'
