import { loadIfPossible } from '../../modules.ts'
import { provideSamples } from '../axis.ts'
import { movesOf, type AxisValues, type Task } from '../task.ts'

const columnsOf = ({ axes }: Task) => axes.flatMap((axis) => movesOf(axis).map(({ values }) => values))

/** Whether samples are generated for a task. */
export function hasSamples(task: Task): boolean {
  return columnsOf(task).some(({ spacing }) => spacing === 'samples')
}

/** Loads what the samples of a task are generated with, where it has some. */
export async function loadDesigns(task: Task): Promise<void> {
  await loadColumns(columnsOf(task))
}

/** The same for columns alone. Gives designs what workers have not. */
export async function loadColumns(columns: readonly AxisValues[]): Promise<void> {
  const designs = new Set(columns.flatMap((values) => (values.spacing === 'samples' ? [values.design] : [])))
  if (designs.size === 0) return
  const [{ generateSamples, provideDirections }, { directionNumbers }, module] = await Promise.all([
    import('./generator.ts'),
    import('./joe-kuo.ts'),
    loadIfPossible('samples'),
  ])
  provideDirections(directionNumbers)
  provideSamples(generateSamples)
  for (const design of designs) {
    design.module = module
    if (design.name === 'sobol') design.directions ??= directionNumbers(design.distributions.length)
  }
}
