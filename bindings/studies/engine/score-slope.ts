import { exp, log } from '../../numbers/elementary.ts'
import { log1p } from '../statistics/log1p.ts'
import { lnGamma } from '../statistics/beta.ts'
import { normalBelow } from '../statistics/distributions.ts'
import type { Distribution } from '../../numbers/distribution.ts'
import { normalQuantile } from '../../numbers/normal.ts'

/**
 * dx/dz of a parameter at a share u of its distribution, where z is its normal score: φ(z) over the density of x. undefined for a distribution without a density.
 * @param x the value at u.
 */
export function scoreSlope(of: Distribution, u: number, x: number): number | undefined {
  const density = densityOf(of, u, x)
  return density === undefined ? undefined : normalDensity(normalQuantile(u)) / density
}

function densityOf(of: Distribution, u: number, x: number): number | undefined {
  switch (of.distribution) {
    case 'uniform':
      return 1 / (of.high - of.low)
    case 'logUniform':
      return 1 / (x * log(of.high / of.low))
    case 'triangular': {
      const { low, mode, high } = of
      return u * (high - low) <= mode - low
        ? (2 * Math.sqrt(u)) / Math.sqrt((high - low) * (mode - low))
        : (2 * Math.sqrt(1 - u)) / Math.sqrt((high - low) * (high - mode))
    }
    case 'normal':
      return truncated(of, (value) => (value - of.mean) / of.sd, x) / of.sd
    case 'logNormal':
      return truncated(of, (value) => log(value / of.median) / log(of.gsd), x) / (x * log(of.gsd))
    case 'beta': {
      const { low, high, alpha, beta } = of
      const share = (x - low) / (high - low)
      return (
        exp((alpha - 1) * log(share) + (beta - 1) * log1p(-share) - lnGamma(alpha) - lnGamma(beta) + lnGamma(alpha + beta)) / (high - low)
      )
    }
    case 'empirical':
      return undefined
  }
}

/** The density of the normal score, over the share of it between the bounds. */
function truncated({ low = -Infinity, high = Infinity }: { low?: number; high?: number }, score: (x: number) => number, x: number): number {
  const [from, to] = [low === -Infinity ? -Infinity : score(low), high === Infinity ? Infinity : score(high)]
  const inside = from > 0 ? normalBelow(-from) - normalBelow(-to) : normalBelow(to) - normalBelow(from)
  return normalDensity(score(x)) / inside
}

function normalDensity(z: number): number {
  return exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}
