/** Rules of factors that are free or fixed, and of what belongs to an objective. */
import { getNumber, lengthAt, valueAt, valueOf } from '../text/json-paths.ts'
import type { ReadAxis, Report } from './rule.ts'

/** A factor has bounds, or one volume. */
export function checkFactors(scenario: unknown, report: Report): void {
  for (let i = 0; i < lengthAt(scenario, 'factors'); i++) {
    const path = `factors[${i}]`
    const factor = valueAt(scenario, ['factors', i])
    if (typeof factor !== 'object' || factor === null) continue
    const bounds = ['lower', 'upper'].filter((key) => valueAt(factor, [key]) !== undefined)
    if (valueAt(factor, ['volume']) === undefined) {
      for (const bound of ['lower', 'upper']) {
        if (!bounds.includes(bound))
          report(`${path}.${bound}`, 'a finite number above 0', `add "${bound}" to ${path}, or "volume" in place of both bounds to fix it`)
      }
    } else if (bounds.length > 0) {
      const there = bounds.map((bound) => `${path}.${bound}`).join(' and ')
      report(
        `${path}.volume`,
        `no volume beside ${there}: a factor is either fixed at a volume or free between bounds`,
        `remove ${path}.volume, or ${there}`,
      )
    }
  }
}

export function isFixed(scenario: unknown, i: number): boolean {
  return valueAt(scenario, ['factors', i, 'volume']) !== undefined
}

/** Profit buys no capacity of a factor that is fixed. */
export function checkShares(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  for (let i = 0; i < lengthAt(scenario, 'dynamics.share'); i++) {
    if (!isFixed(scenario, i)) continue
    const path = `dynamics.share[${i}]`
    const expected = `0, because factors[${i}] is fixed`
    const fix = `set it to 0, or give factors[${i}] lower and upper in place of volume`
    const axis = axes.find(({ parameter }) => parameter === path)
    if (axis !== undefined)
      report(
        axis.at,
        `another parameter than the share of a factor that is fixed`,
        `remove the axis, or give factors[${i}] lower and upper in place of volume`,
      )
    else if ((getNumber(scenario, path) ?? 0) > 0) report(path, expected, fix)
  }
}

/** Why a scenario of this kind has no such parameter, and how to have it; undefined where it is no parameter of factors or objectives. */
export function missingParameter(scenario: unknown, parameter: string): { expected: string; fix: string } | undefined {
  if (parameter === 'objective.transactionRate') {
    return {
      expected: 'a parameter of the objective',
      fix: 'add "objective": { "kind": "utility", "transactionRate": 0.1 }, or choose another',
    }
  }
  const match = /^factors\[(\d)\]\.(volume|lower|upper)$/.exec(parameter)
  if (match === null || valueOf(scenario, `factors[${match[1]}]`) === undefined) return undefined
  const factor = `factors[${match[1]}]`
  if (match[2] === 'volume')
    return {
      expected: 'a parameter of a factor that is free',
      fix: `use ${factor}.lower or ${factor}.upper, or give it "volume" in place of both`,
    }
  if (!isFixed(scenario, Number(match[1]))) return undefined
  return { expected: 'a parameter of a factor that is fixed', fix: `use ${factor}.volume, or give it lower and upper in place of volume` }
}
