/**
 * A bound of what courses can gain, from level to level downwards: a function W(θ, s) with
 *
 *     −∂W/∂θ ≥ H(θ, t) at every level and time, and ∂W/∂s ≤ 0, s = t − (θ − θ0)/rate,
 *
 * so that along any course, on which s never falls, W falls by no less than the course gains. The nodes of a level lie a crossing apart, those of the
 * next level on the same s. W is linear on the triangles between them, and along the stretch j of time on which H rises in a line by 2e, τ z (1 − z) is added,
 * z the share of the stretch that is over: 0 at its ends, and so at dates, where H may jump.
 *
 *     θ_i       W(k − 1) ——— W(k) ——— W(k + 1)   With τ = e that takes up the rise of H, and only its mean is left. τ is a line between the
 *               |           \ stretch \           levels; ∂W/∂s ≤ 0 asks that W fall in s by |τ| from node to node, above and below.
 *               |            \    j    \
 *     θ_{i−1}   W(k − 1) ——— W(k) ——— W(k + 1)
 *
 * Where moving is best W falls in s, and τ = e costs nothing; where waiting is best moving need not be counted exactly, and τ = 0 costs nothing. So the
 * bound comes close with the square of the cells. All amounts are those of a cell, so τ is money.
 */
export class Bound {
  /** W of a level, by s. */
  readonly worth: Float64Array
  /** τ at the level, by the stretch that begins at an s there. */
  readonly #tilts: Float64Array

  constructor(width: number) {
    this.worth = new Float64Array(width + 1)
    this.#tilts = new Float64Array(width)
  }

  /** From the level above a cell that takes one crossing to the level below it. @param left, right ends of the lines that H is by stretch. */
  cross(left: Float64Array, right: Float64Array, stretches: number): void {
    const { worth } = this
    const tilts = this.#tilts
    for (let k = stretches - 1; k >= 0; k--) {
      const mean = (left[k] + right[k]) / 2
      const e = (right[k] - left[k]) / 2
      const moved = worth[k] + mean
      const waited = worth[k + 1]
      // Below the level above, the stretch began one node before.
      const isFirst = k === 0
      const above = isFirst ? NaN : tilts[k - 1]
      const slope = isFirst ? Infinity : worth[k - 1] - worth[k]
      const needed = (tilt: number) => {
        const other = isFirst ? tilt : above
        const steepest = Math.max(Math.abs(tilt), Math.abs(other))
        return Math.max(moved + Math.max(Math.abs(e - tilt), Math.abs(e - other)) + Math.max(0, other - tilt) / 4, waited + steepest)
      }
      const full = Math.min(slope, Math.max(-slope, e))
      let [tilt, least] = [0, needed(0)]
      for (const other of isFirst ? [full] : [full, above]) {
        const own = needed(other)
        if (own < least) [tilt, least] = [other, own]
      }
      worth[k] = least
      tilts[k] = tilt
    }
  }

  /** From the level above a cell that is passed at one moment, with gains by moment, to the level below it. */
  pass(gains: Float64Array): void {
    const { worth } = this
    for (let k = gains.length - 1; k >= 0; k--) worth[k] = Math.max(worth[k + 1], worth[k] + gains[k])
  }

  /** Takes the cell below as passed at one moment, so that s is the time there: a course is at the level above at the earliest one crossing after the start. */
  passedAtOnce(): void {
    const { worth } = this
    const tilts = this.#tilts
    const bubble = (k: number) => (k >= 0 && k < tilts.length ? Math.max(0, tilts[k]) / 4 : 0)
    for (let k = worth.length - 1; k > 0; k--) worth[k] = worth[k - 1] + Math.max(bubble(k - 1), bubble(k - 2))
    worth[0] += bubble(0)
    for (let k = worth.length - 2; k >= 0; k--) worth[k] = Math.max(worth[k], worth[k + 1])
  }
}
