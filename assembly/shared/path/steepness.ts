/** How steep the laws of law.ts are: for who must know that nothing happens between two times. */
import { Law } from './law.ts'
import { BASS, CONSTANT, EXPONENTIAL, GOMPERTZ, INVESTED, LINEAR, LOGISTIC, SMOOTHSTEP } from './law-numbers.ts'

/** Bounds of the absolute values of the first two derivatives by time. */
export class Steepness {
  slope: f64 = 0
  curvature: f64 = 0

  private set(way: f64, unit: f64, slope: f64, curvature: f64): void {
    this.slope = (way * slope) / unit
    this.curvature = (way * curvature) / (unit * unit)
  }

  /** Those of a law that is no table, which hold from one time to another where there is no kink between them. */
  take(law: Law, from: f64, to: f64): void {
    const way = Math.abs(law.to - law.from)
    this.set(NaN, 1, NaN, NaN)
    switch (law.code) {
      case CONSTANT:
      case INVESTED:
        return this.set(0, 1, 0, 0)
      case LINEAR:
        return this.set(way, law.duration, 1, 0)
      case SMOOTHSTEP: {
        const a = (from - law.start) / law.duration
        const b = (to - law.start) / law.duration
        return this.set(way, law.duration, 1.5, Math.max(Math.abs(6 - 12 * a), Math.abs(6 - 12 * b)))
      }
      case EXPONENTIAL: {
        const rest = Math.exp(-((from - law.start) / law.timescale))
        return this.set(way, law.timescale, rest, rest)
      }
      case LOGISTIC: {
        const low = 1 / (1 + Math.exp(-((from - law.midpoint) / law.timescale)))
        const high = 1 / (1 + Math.exp(-((to - law.midpoint) / law.timescale)))
        const slope = low <= 0.5 && high >= 0.5 ? 0.25 : Math.max(low * (1 - low), high * (1 - high))
        return this.set(way, law.timescale, slope, slope * Math.max(Math.abs(1 - 2 * low), Math.abs(1 - 2 * high)))
      }
      case GOMPERTZ: {
        const high = Math.exp(-((from - law.inflection) / law.timescale))
        const low = Math.exp(-((to - law.inflection) / law.timescale))
        const slope = low <= 1 && high >= 1 ? Math.exp(-1) : Math.max(gompertzRate(low), gompertzRate(high))
        // s″ = v (v − 1) e^{−v}, which is greatest, 0.31, at v = (3 + √5)/2.
        return this.set(way, law.timescale, slope, Math.min(0.31, slope * Math.max(Math.abs(high - 1), Math.abs(low - 1))))
      }
      case BASS: {
        const low = (law.at(from) - law.from) / (law.to - law.from)
        const high = (law.at(to) - law.from) / (law.to - law.from)
        const slope = (law.innovation + law.imitation * high) * (1 - low)
        const turn = law.imitation - law.innovation
        return this.set(way, 1, slope, slope * Math.max(Math.abs(turn - 2 * law.imitation * low), Math.abs(turn - 2 * law.imitation * high)))
      }
    }
  }
}

/** v e^{−v} */
function gompertzRate(v: f64): f64 {
  return v < Infinity ? v * Math.exp(-v) : 0
}
