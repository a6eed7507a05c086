// Written by `npm run generate` from bindings/model/laws.ts.

/** Codes of the laws. */
export const CONSTANT: i32 = 0
export const LINEAR: i32 = 1
export const SMOOTHSTEP: i32 = 2
export const EXPONENTIAL: i32 = 3
export const LOGISTIC: i32 = 4
export const GOMPERTZ: i32 = 5
export const BASS: i32 = 6
export const TABLE: i32 = 7
export const INVESTED: i32 = 8

/** Slots in a block of parameters: of a level that is given, of the numbers of the law, of the knots of its table. */
export const LEVEL_SLOT: i32 = 24
export const LAW_SLOT: i32 = 26
export const TABLE_SLOT: i32 = 54

/** Whether the level stays as it is up to `start`. */
export function hasStart(code: i32): bool {
  return code === LINEAR || code === SMOOTHSTEP || code === EXPONENTIAL || code === BASS
}

/** Whether it stays as it is from `start` + `duration` on. */
export function hasEnd(code: i32): bool {
  return code === LINEAR || code === SMOOTHSTEP
}

/** The numbers that a law may have besides its knots, by their keys. */
export class LawNumbers {
  level: f64 = NaN
  from: f64 = NaN
  to: f64 = NaN
  start: f64 = NaN
  duration: f64 = NaN
  timescale: f64 = NaN
  midpoint: f64 = NaN
  inflection: f64 = NaN
  innovation: f64 = NaN
  imitation: f64 = NaN
  share: f64 = NaN

  /** Takes them from consecutive slots. */
  read(numbers: Float64Array, first: i32): void {
    this.level = numbers[first + 0]
    this.from = numbers[first + 1]
    this.to = numbers[first + 2]
    this.start = numbers[first + 3]
    this.duration = numbers[first + 4]
    this.timescale = numbers[first + 5]
    this.midpoint = numbers[first + 6]
    this.inflection = numbers[first + 7]
    this.innovation = numbers[first + 8]
    this.imitation = numbers[first + 9]
    this.share = numbers[first + 10]
  }
}
