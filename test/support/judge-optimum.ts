/** Judges an optimum by the definitions of model.md alone. */
import type { Optimum } from '../../bindings/result/optimum.ts'
import { denseOptimum, termsOf, valueAt, type DenseOptimum } from './dense-optimum.ts'
import type { Draw } from './enterprises.ts'

/** Of the sum of the terms' sizes, G in model.md section 3. */
const PROFIT = 1e-12
/** Points a side. */
const DENSE = { 1: 801, 2: 65 } as const

/** The best that a dense search with polish finds. */
export function judgeOf({ scenario, level }: Draw): DenseOptimum {
  const bounds = (name: 'lower' | 'upper') => scenario.factors.map((factor) => Math.log(factor[name]!))
  return denseOptimum(termsOf(scenario, level), bounds('lower'), bounds('upper'), DENSE[scenario.factors.length as 1 | 2])
}

/** The sum of the terms' sizes at a point. */
export function sizeAt({ scenario, level }: Draw, y: readonly number[]): number {
  return termsOf(scenario, level).reduce((sum, term) => sum + Math.abs(valueAt([term], y)), 0)
}

/** What is wrong with an optimum, in words; nothing where it is right. */
export function faultsOf(draw: Draw, found: Optimum, judge: DenseOptimum): string[] {
  const { scenario, level } = draw
  const terms = termsOf(scenario, level)
  const y = found.factors.map(Math.log)
  const size = sizeAt(draw, y)
  // Beside the contract's share of the terms at the optimum, the judge's own rounding.
  const slack = PROFIT * size + 2e-15 * sizeAt(draw, judge.y)
  const faults: string[] = []
  if (found.status !== 'ok' && found.status !== 'atBound') faults.push(`status ${found.status}`)
  if (!(judge.value <= found.profit + slack)) faults.push(`profit ${found.profit}, but ${judge.value} at [${judge.y.map(Math.exp)}]`)
  if (!(Math.abs(valueAt(terms, y) - found.profit) <= 3e-12 * size))
    faults.push(`profit ${found.profit}, by its volumes ${valueAt(terms, y)}`)
  const regimes = found.factors.map((x, i) =>
    x === scenario.factors[i].lower ? 'lower' : x === scenario.factors[i].upper ? 'upper' : 'interior',
  )
  if (regimes.some((regime, i) => regime !== found.regime[i])) faults.push(`volumes ${found.factors} and regimes ${found.regime}`)
  if ((found.status === 'atBound') !== regimes.some((regime) => regime !== 'interior'))
    faults.push(`status ${found.status} with ${regimes}`)
  for (const [name, value] of Object.entries(found)) if (Object.is(value, -0)) faults.push(`${name} is -0`)
  return faults
}
