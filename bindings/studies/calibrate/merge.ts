import type { Scenario } from '../../scenario/index.ts'
import type { ScenarioFragment } from './fragment.ts'

type Section = Record<string, unknown>
interface Correlation {
  paths: string[]
  matrix: number[][]
  kind?: string
}
interface Uncertain {
  parameters?: Record<string, unknown>
  correlation?: Correlation
}

/**
 * A complete scenario with the estimates of a fragment in place of its own numbers. Its own distributions of other parameters stay, and their correlations beside those of the estimates; its
 * changes come before the fragment's.
 */
export function mergeFragment(base: Scenario, fragment: ScenarioFragment): Record<string, unknown> {
  const merged: Section = structuredClone(base as unknown as Section)
  const own = (merged.changes as unknown[] | undefined) ?? []
  for (const section of ['production', 'waste', 'recycling'] as const) {
    if (fragment[section]) merged[section] = { ...(merged[section] as Section), ...fragment[section] }
  }
  if (fragment.changes) merged.changes = [...own, ...fragment.changes]
  merged.uncertainty = mergeUncertainty((merged.uncertainty ?? {}) as Uncertain, fragment.uncertainty, own.length)
  return merged
}

function mergeUncertainty(base: Uncertain, { parameters, correlation }: ScenarioFragment['uncertainty'], shift: number): Uncertain {
  // The fragment's changes stand behind those of the base.
  const moved = (path: string) => path.replace(/^changes\[(\d+)\]/, (_, i: string) => `changes[${Number(i) + shift}]`)
  const estimated = Object.fromEntries(Object.entries(parameters).map(([path, distribution]) => [moved(path), distribution]))
  const kept = (base.correlation?.paths ?? []).filter((path) => !(path in estimated))
  const blocks = [
    ...(base.correlation && kept.length > 0
      ? [{ paths: kept, at: entryOf({ ...base.correlation, matrix: normalScores(base.correlation) }) }]
      : []),
    ...(correlation ? [{ paths: correlation.paths.map(moved), at: entryOf({ ...correlation, paths: correlation.paths.map(moved) }) }] : []),
  ]
  const paths = blocks.flatMap((block) => block.paths)
  const entry = (a: string, b: string) => blocks.find((block) => block.paths.includes(a) && block.paths.includes(b))?.at(a, b) ?? 0
  return {
    ...base,
    parameters: { ...base.parameters, ...estimated },
    ...(paths.length > 1 && { correlation: { paths, matrix: paths.map((a) => paths.map((b) => entry(a, b))) } }),
  }
}

function entryOf({ paths, matrix }: Correlation): (a: string, b: string) => number {
  return (a, b) => matrix[paths.indexOf(a)][paths.indexOf(b)]
}

/** Estimates are correlated by normal scores, so ranks are turned into those: r of Pearson's is 2 sin(π r/6) of Spearman's. */
function normalScores({ matrix, kind }: Correlation): number[][] {
  return kind === 'spearman' ? matrix.map((row) => row.map((r) => 2 * Math.sin((Math.PI * r) / 6))) : matrix
}
