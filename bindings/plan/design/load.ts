import type { AxisValues } from '../task.ts'

/** Loads what samples are generated with, where there are some, and gives Sobol points the direction numbers that workers have not. */
export async function loadDesigns(columns: readonly AxisValues[]): Promise<void> {
  const designs = new Set(columns.flatMap((values) => (values.spacing === 'samples' ? [values.design] : [])))
  if (designs.size === 0) return
  const [{ provideDesigns }, { directionNumbers }] = await Promise.all([import('./generator.ts'), import('./joe-kuo.ts')])
  provideDesigns(directionNumbers)
  for (const design of designs) if (design.name === 'sobol') design.directions ??= directionNumbers(design.distributions.length)
}
