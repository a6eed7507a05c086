/** What is followed along a path by its rate: an integral, or a state, on which its own rate depends. */
import { DEGREE } from './chebyshev.ts'

/** One component over a panel. They form a chain, which is quicker to walk along than a list. */
export class Component {
  next!: Component
  /** At the start and at the end of the panel, and where it is looked at. */
  from: f64 = 0
  to: f64 = 0
  now: f64 = 0
  /** How large its error in the panel may be. */
  estimate: f64 = 0
  /** Its rates at the points of a panel, but of a volume that follows others its own values there; and its series. */
  readonly values: Float64Array = new Float64Array(DEGREE + 1)
  readonly series: Float64Array = new Float64Array(DEGREE + 2)
  /** What the rate changes by along the panel. */
  change: f64 = 0

  /** Stands at a value, to step from. */
  place(value: f64): void {
    this.from = value
    this.to = value
    this.now = value
  }
}

/** Beside a state a smaller error is rounding; the level's state is judged beside itself, or beside this where it is smaller. */
const RESOLUTION: f64 = 1e-15
const FLOOR: f64 = 1e-4

/** A component whose rate at each point is gain · surplus of its enterprise, but for what does not change. */
export class State extends Component {
  /** Its values at the points, as they are supposed to be. */
  readonly supposed: Float64Array = new Float64Array(DEGREE + 1)
  /** There: what its rate has of a unit of surplus, and of all of it; and the first three derivatives of the surplus by the state. */
  readonly gains: Float64Array = new Float64Array(DEGREE + 1)
  readonly gained: Float64Array = new Float64Array(DEGREE + 1)
  readonly slopes: Float64Array = new Float64Array(DEGREE + 1)
  readonly bends: Float64Array = new Float64Array(DEGREE + 1)
  readonly twists: Float64Array = new Float64Array(DEGREE + 1)
  /** Derivatives by this state and the one before it: the second, and the third two by the one before it and by this one once more. */
  readonly crosses: Float64Array = new Float64Array(DEGREE + 1)
  readonly crossesBefore: Float64Array = new Float64Array(DEGREE + 1)
  readonly crossesHere: Float64Array = new Float64Array(DEGREE + 1)
  /** How far the values are from those that their rates make, and how far they are to be shifted. */
  readonly residuals: Float64Array = new Float64Array(DEGREE + 1)
  readonly shifts: Float64Array = new Float64Array(DEGREE + 1)
  /** What a shift at one point is of that at the point before, and of what the residual changes by between them. */
  readonly factors: Float64Array = new Float64Array(DEGREE + 1)
  readonly weights: Float64Array = new Float64Array(DEGREE + 1)
  /** Whether it is the logarithm of what the surplus is spent on, so that the gain falls as e^{−state}. */
  isLogarithm: bool = true

  /** How large its error in a panel may be: an absolute one of a logarithm is a relative one of the volume, one of the level's state at most 0.4 of it in θ. */
  allowance(tolerance: f64): f64 {
    const size = Math.abs(this.to)
    return this.isLogarithm ? tolerance + RESOLUTION * size : (tolerance + RESOLUTION) * Math.max(size, FLOOR)
  }

  /** Keeps what a surplus makes of it at point `j`. */
  keep(j: i32, gain: f64, surplus: f64, loss: f64, slope: f64, bend: f64, twist: f64): void {
    this.gains[j] = gain
    this.gained[j] = gain * surplus
    this.values[j] = gain * surplus - loss
    this.slopes[j] = slope
    this.bends[j] = bend
    this.twists[j] = twist
  }

  /** Keeps the derivatives of a surplus by this state and the one before it at point `j`. */
  keepCrosses(j: i32, both: f64, before: f64, here: f64): void {
    this.crosses[j] = both
    this.crossesBefore[j] = before
    this.crossesHere[j] = here
  }

  /** By how much its rate grows with it at point `j`. */
  pull(j: i32): f64 {
    const pull = this.gains[j] * this.slopes[j]
    return this.isLogarithm ? pull - this.gained[j] : pull
  }
}
