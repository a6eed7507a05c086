import { ArgumentError, show } from '../errors.ts'
import type { SweepInput } from '../scenario/index.ts'
import { readText } from './scenario.ts'

type PointsAxis = Extract<SweepInput['axes'][number], { points: number[][] }>

/** A table of points in a CSV file, the columns of which are named by the paths of parameters, as an axis. */
export async function readPoints(path: string): Promise<PointsAxis> {
  const text = (await readText(path, 'the points')).replace(/^\uFEFF/, '')
  const [head, ...lines] = text.split(/\r\n|\r|\n/)
  const parameters = cellsOf(head)
  if (head.includes(';') && !head.includes(',')) refuse(path, `its columns are separated by ";"; expected ",", and decimal points`)
  const rows = lines.map((line, i) => ({ line, number: i + 2 })).filter(({ line }) => line.trim() !== '')
  if (rows.length === 0)
    refuse(path, `it has no row below its header ${show(head)}; expected a header of parameter paths, then a row of numbers for each point`)
  const points = rows.map(({ line, number }) => {
    const cells = cellsOf(line)
    if (cells.length !== parameters.length) {
      refuse(
        path,
        `line ${number} has ${cells.length} ${cells.length === 1 ? 'value' : 'values'} for ${parameters.length} ${parameters.length === 1 ? 'column' : 'columns'}; give each column one`,
      )
    }
    return cells.map((cell, k) => {
      const value = Number(cell)
      if (cell === '' || !Number.isFinite(value))
        refuse(path, `line ${number}, column ${parameters[k]} is ${show(cell)}; expected a finite number such as 0.5 or 1e-3`)
      return value
    })
  })
  return { parameters, points }
}

/** No path and no number holds a comma or a quote, but spreadsheets may quote them all the same. */
function cellsOf(line: string): string[] {
  return line.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )
}

function refuse(path: string, what: string): never {
  throw new ArgumentError(`cannot read the points in ${path}: ${what}`)
}
