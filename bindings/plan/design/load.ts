import { loadIfPossible } from '../../modules.ts'
import { movesOf, type AxisValues, type Task } from '../task.ts'

/** Loads what the samples of a task are generated with, where it has some. */
export async function loadDesigns({ axes }: Task): Promise<void> {
  await loadColumns(axes.flatMap((axis) => movesOf(axis).map(({ values }) => values)))
}

/** The same for columns alone. Gives designs what workers have not. */
export async function loadColumns(columns: readonly AxisValues[]): Promise<void> {
  const designs = new Set(columns.flatMap((values) => (values.spacing === 'samples' ? [values.design] : [])))
  if (designs.size === 0) return
  const [{ provideDesigns }, { directionNumbers }, module] = await Promise.all([
    import('./generator.ts'),
    import('./joe-kuo.ts'),
    loadIfPossible('samples'),
  ])
  provideDesigns(directionNumbers)
  for (const design of designs) {
    design.module = module
    if (design.name === 'sobol') design.directions ??= directionNumbers(design.distributions.length)
  }
}
