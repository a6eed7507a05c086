import type { Sampler } from '../engine/sampler.ts'
import type { IndicesResult, Study } from './study.ts'
import { morrisDesign, morrisIndices, morrisShare, type MorrisIndices } from './morris.ts'

/** Trajectories over the quantiles of the parameters. */
export async function morrisStudy(study: Study, sampler: Sampler): Promise<IndicesResult> {
  const { trajectories, levels, seed } = study.options
  const { parameters } = sampler
  const design = morrisDesign(parameters.length, { trajectories, levels, seed })
  const bounded = parameters.map((_, k) => sampler.hasEnds(k))
  const rows = design.lattice.length / parameters.length
  const values = Float64Array.from(design.lattice, (level, i) =>
    sampler.quantile(i % parameters.length, morrisShare(level, design.levels, bounded[i % parameters.length])),
  )
  study.total = rows
  const columns = await study.at(parameters, values, rows)
  return Object.fromEntries(
    study.names.map((name) => {
      const effects = morrisIndices(design, columns[name], { names: parameters, bounded })
      const each = <Key extends keyof MorrisIndices>(key: Key) =>
        Object.fromEntries(parameters.map((parameter) => [parameter, effects[parameter][key]]))
      return [name, { mu: each('mu'), muStar: each('muStar'), sigma: each('sigma'), effects: each('effects') }]
    }),
  )
}
