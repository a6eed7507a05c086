import { ArgumentError, show } from '../../errors.ts'
import { SENSITIVE } from '../../model/layout.ts'
import { BLOCKS } from '../engine/uncertain.ts'
import type { Sampler } from '../engine/sampler.ts'
import { derivativeIndices, type BoundOf } from './derivative.ts'
import { batchesOf, type IndicesResult, type Study } from './study.ts'
import { isOneOf } from '../../typed.ts'

/** Derivatives of the profit, which are exact, at the points of the sample. */
export async function derivativeStudy(study: Study, sampler: Sampler): Promise<IndicesResult> {
  const { samples } = study.options
  const other = study.names.find((name) => name !== 'profit')
  if (other !== undefined)
    throw new ArgumentError(`${show(other)} has no exact derivatives; the method dgsm takes "profit" alone: use --method sobol or morris`)
  const { parameters } = sampler
  const odd = parameters.find((name) => !isOneOf(SENSITIVE, name))
  if (odd !== undefined)
    throw new ArgumentError(
      `profit has no derivative by ${show(odd)} here; the method dgsm takes parameters of the optimum: use --method sobol or morris`,
    )
  study.total = samples
  const names = ['profit', ...parameters.map((name) => `sensitivity:${name}`)]
  const points = study.pointsFor(names)
  const columns = names.map(() => new Float64Array(samples))
  const slopes = parameters.map(() => new Float64Array(samples))
  for (const { start, rows } of batchesOf(samples, 1)) {
    const shares = await sampler.shares(start, rows)
    const found = await study.at(parameters, await sampler.values(start, rows, 1), rows, points)
    names.forEach((name, i) => columns[i].set(found[name], start))
    parameters.forEach((_, k) => {
      for (let row = 0; row < rows; row++) slopes[k][start + row] = sampler.perScore(k, shares[row * parameters.length + k])
    })
  }
  const bounds = parameters.map((_, k): BoundOf => {
    const constant = sampler.boundConstant(k)
    return constant === undefined ? { perScore: slopes[k] } : { constant }
  })
  return { profit: { derivativeBased: derivativeIndices(columns[0], columns.slice(1), bounds, { names: parameters, blocks: BLOCKS }) } }
}
