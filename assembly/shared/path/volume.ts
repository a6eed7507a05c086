/** The volume of a factor as a state: its logarithm over the first one, so that it stays positive and the first is the one given. */
import { DEGREE, relax, sample, sumAt, transform } from './chebyshev.ts'
import { State } from './component.ts'

/** The series of targets along a panel, and volumes at its points. */
const TARGETS: Float64Array = new Float64Array(DEGREE + 2)
const VOLUMES: Float64Array = new Float64Array(DEGREE + 1)

export class Volume extends State {
  /** In mode `adjustment`: the logarithm of the best volume over the first one where it stays, and how fast it is approached. */
  target: f64 = 0
  timescale: f64 = 1
  /** Whether it is a known function of time all along a piece, as it approaches what stays; and whether it is there already. */
  isKnown: bool = false
  rests: bool = false
  private atKink: f64 = 0

  /** Goes on in a piece. */
  enter(isKnown: bool, target: f64, timescale: f64): void {
    this.isKnown = isKnown
    this.target = target
    this.timescale = timescale
    this.atKink = this.from
    this.rests = isKnown && this.from === target
  }

  /** x = x* + (x at the start of the piece − x*) e^{−t/τ}, in logarithms over the first volume. */
  known(elapsed: f64): f64 {
    if (this.rests) return this.target
    const z = -elapsed / this.timescale
    // Seen from the smaller of the two volumes, nothing is lost.
    if (this.target > this.atKink) return this.atKink + Math.log1p(-Math.expm1(this.target - this.atKink) * Math.expm1(z))
    return this.target + Math.log1p(Math.expm1(this.atKink - this.target) * Math.exp(z))
  }

  /**
   * Fills `supposed` along a panel in which the volume follows best ones, given over the first volume. Returns the relative error; NaN where
   * the panel is too long for a positive volume.
   */
  follow(targets: Float64Array, length: f64): f64 {
    // The series is of the volume, not of its logarithm: near a small first volume that is no smooth function.
    const series = this.series
    transform(targets, TARGETS)
    relax(TARGETS, (0.5 * length) / this.timescale, Math.exp(this.from), series)
    sample(series, VOLUMES)
    let least = Infinity
    for (let j = 1; j <= DEGREE; j++) {
      least = Math.min(least, VOLUMES[j])
      this.supposed[j] = Math.log(VOLUMES[j])
    }
    return least > 0 ? (Math.abs(series[DEGREE - 1]) + Math.abs(series[DEGREE])) / least : NaN
  }

  /** Sets the volume to that at a time since the start of the piece, which is at `x` of the way from −1 to 1 along the panel. */
  look(elapsed: f64, x: f64): void {
    this.now = this.isKnown ? this.known(elapsed) : Math.log(sumAt(this.series, x))
  }
}
