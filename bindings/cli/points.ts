import { ArgumentError } from '../errors.ts'
import type { SweepInput } from '../scenario/index.ts'
import { nameRows, numbersOf } from '../studies/table/table.ts'
import { readTable } from './table.ts'

type PointsAxis = Extract<SweepInput['axes'][number], { points: number[][] }>

/** A table of points (CSV or Parquet), the columns of which are named by the paths of parameters, as an axis. */
export async function readPoints(path: string): Promise<PointsAxis> {
  const table = await readTable(path)
  const refuse = (what: string): never => {
    throw new ArgumentError(`cannot take the points in ${path}: ${what}`)
  }
  const parameters = table.columns.map(({ name }) => name)
  if (table.rows === 0)
    refuse('there is no row below the header; expected a header of parameter paths, then a row of numbers for each point')
  const columns = parameters.map((name) => {
    const { values } = numbersOf(table, name)
    const odd = Array.from(table.rowNumbers).filter((_, i) => !Number.isFinite(values[i]))
    if (odd.length > 0) refuse(`column ${name} has no finite number in ${nameRows(odd)}; expected one in every row, such as 0.5 or 1e-3`)
    return values
  })
  return { parameters, points: Array.from({ length: table.rows }, (_, i) => columns.map((values) => values[i])) }
}
