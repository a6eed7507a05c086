import type { Engine } from '../../engine.ts'
import { ArgumentError, show } from '../../errors.ts'
import { checkOptions } from '../../options.ts'
import { parseScenario, type ScenarioInput } from '../../scenario/index.ts'
import { processesOf } from '../../scenario/rules/changes.ts'
import { BLOCKS, groupsOf, requireRandomness, requireSamples } from '../engine/uncertain.ts'
import { createSampler } from '../engine/sampler.ts'
import { derivativeStudy } from './derivative-study.ts'
import { morrisStudy } from './morris-study.ts'
import { nameOfPath, withPaths, type Drawn } from './paths.ts'
import { SobolGathering } from './sobol.ts'
import { batchesOf, METHODS, Study, type IndicesOptions, type IndicesResult, type IndicesStudy } from './study.ts'

const KEYS = [
  'metrics',
  'method',
  'samples',
  'design',
  'seed',
  'secondOrder',
  'independent',
  'trajectories',
  'levels',
  'noneAs',
  'time',
  'level',
  'signal',
  'onProgress',
] as const satisfies (keyof IndicesOptions)[]

/**
 * Which of the uncertain parameters matter for which metrics: Sobol' indices, Morris' elementary effects, or derivative-based measures. All metrics come from the same points.
 * @throws ArgumentError for a scenario without `uncertainty`, a number of samples that the design cannot have, correlated parameters where the method takes none, a payback that is none
 *   without `noneAs`, and more than a tenth of failed points.
 */
export async function indices(engine: Engine, input: ScenarioInput | string, options: IndicesOptions): Promise<IndicesStudy> {
  checkOptions('indices', options, KEYS)
  const { method = 'sobol', seed = 1, independent = false, samples = 4096, design = 'sobol' } = options
  if (!METHODS.includes(method))
    throw new ArgumentError(`method is ${show(method)}; expected ${METHODS.map((name) => `"${name}"`).join(', ')}`)
  const scenario = parseScenario(input)
  const uncertainty = requireRandomness(scenario)
  const groups = groupsOf(uncertainty, independent)
  const joined = groups.filter(({ members }) => members.length > 1)
  if (method !== 'morris') requireSamples(samples, design)
  const study = new Study(engine, scenario, { ...options, samples, design })
  const warnings =
    independent && groupsOf(uncertainty, false).some(({ members }) => members.length > 1)
      ? ['The correlation is ignored, as --independent asks: the parameters vary freely of each other.']
      : []
  if (method === 'sobol') {
    const drawn = withPaths(createSampler(scenario, { independent, seed, design, points: samples }), scenario, { seed, points: samples })
    const paths = drawn.parameters.slice(Object.keys(uncertainty.parameters).length)
    const all = [...groups, ...paths.map((path) => ({ name: nameOfPath(path), members: [drawn.parameters.indexOf(path)] }))]
    const metrics = await sobolStudy(study, drawn, all)
    if (joined.length > 0) warnings.push(`Correlated parameters have one index together: ${joined.map(({ name }) => name).join('; ')}.`)
    if (paths.length > 0) warnings.push(`The whole path of a random process has one index: ${paths.map(nameOfPath).join(', ')}.`)
    return study.result(
      method,
      all.map(({ name }) => name),
      metrics,
      warnings,
    )
  }
  if (processesOf(scenario).length > 0)
    throw new ArgumentError(
      `the scenario has a random process, changes[${processesOf(scenario)[0]}], whose paths ${method} does not take; use --method sobol, or remove it`,
    )
  if (joined.length > 0)
    throw new ArgumentError(
      `${joined[0].name} are correlated, which ${method} does not take; use --method sobol, or --independent to ignore the correlation`,
    )
  const sampler = createSampler(scenario, { independent: true, seed, design, points: samples })
  const metrics = method === 'morris' ? await morrisStudy(study, sampler) : await derivativeStudy(study, sampler)
  return study.result(method, sampler.parameters, metrics, warnings)
}

/**
 * Rows of A, B and their mixtures in batches, folded as they come. The parts are those of one scrambling of N points, each a scrambled net itself: estimates err as little as
 * one scrambling does, 2 to 8 times less than eight of N/8 points would, and their 95 % intervals hold at least as often (0.96 to 0.98 on the G function).
 */
async function sobolStudy(study: Study, sampler: Drawn, groups: { name: string; members: number[] }[]): Promise<IndicesResult> {
  const { samples, secondOrder = false } = study.options
  const size = sampler.parameters.length
  const perRow = 2 + groups.length * (secondOrder ? 2 : 1)
  study.total = samples * perRow
  const gatherings = study.names.map(
    (name) =>
      [
        name,
        new SobolGathering(
          groups.map((group) => group.name),
          BLOCKS,
          samples / BLOCKS,
          secondOrder,
        ),
      ] as const,
  )
  const batches = batchesOf(samples, perRow)
  const ask = async ({ start, rows }: (typeof batches)[number]) => {
    const pairs = await sampler.values(start, rows, 2)
    return study.at(
      sampler.parameters,
      mixtures(
        pairs,
        rows,
        size,
        groups.map(({ members }) => members),
        secondOrder,
      ),
      rows * perRow,
    )
  }
  // While one batch is folded the next is under way.
  let next = ask(batches[0])
  for (let i = 0; i < batches.length; i++) {
    const columns = await next
    if (i + 1 < batches.length) next = ask(batches[i + 1])
    const { start, rows } = batches[i]
    for (const [name, gathering] of gatherings) {
      const values = columns[name]
      for (let row = 0; row < rows; row++) {
        const at = row * perRow
        gathering.add(
          start + row,
          values[at],
          values[at + 1],
          (g) => values[at + 2 + g],
          secondOrder ? (g) => values[at + 2 + groups.length + g] : undefined,
        )
      }
    }
  }
  return Object.fromEntries(gatherings.map(([name, gathering]) => [name, gathering.result()]))
}

/** For each row: A, B, A with each group from B and, for pairs, B with each group from A. */
function mixtures(
  pairs: Float64Array,
  rows: number,
  size: number,
  groups: readonly (readonly number[])[],
  secondOrder: boolean,
): Float64Array {
  const perRow = 2 + groups.length * (secondOrder ? 2 : 1)
  const points = new Float64Array(rows * perRow * size)
  for (let row = 0; row < rows; row++) {
    const a = pairs.subarray(2 * row * size, (2 * row + 1) * size)
    const b = pairs.subarray((2 * row + 1) * size, (2 * row + 2) * size)
    let at = row * perRow * size
    const write = (base: Float64Array, other: Float64Array, members: readonly number[]) => {
      points.set(base, at)
      for (const k of members) points[at + k] = other[k]
      at += size
    }
    write(a, b, [])
    write(b, a, [])
    for (const members of groups) write(a, b, members)
    if (secondOrder) for (const members of groups) write(b, a, members)
  }
  return points
}
