import type { Command } from 'commander'
import { discover, type DiscoverOptions, type Discovery } from '../studies/discover/discover.ts'
import { splitColumns } from '../studies/engine/metrics.ts'
import { envelopeOf } from './envelope.ts'
import { parseNumber } from './options.ts'
import { checkOut, OUT_HELP, present, type StudyOptions } from './study.ts'
import { readTable } from './table.ts'

export function defineDiscover(command: Command): void {
  command
    .argument('<table>', 'CSV or Parquet file, of offcut or not, or - for CSV on standard input')
    .requiredOption('--when <condition>', 'which cases are of interest: npv < 0')
    .option('--inputs <columns>', 'columns that boxes may restrict; default: all that the condition does not name', splitColumns)
    .option('--alpha <share>', 'share of the points that a step takes off; default 0.05', parseNumber)
    .option('--paste-alpha <share>', 'share that a step gives back; default 0.05', parseNumber)
    .option('--minimum-mass <share>', 'least share of the points in a box; default 0.05', parseNumber)
    .option('--box <n>', 'box to describe, by its number in the table', parseNumber)
    .option('--seed <n>', 'of the resampling; default 1', parseNumber)
    .option('--out <file>', OUT_HELP)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run(path: string, options: DiscoverOptions & StudyOptions): Promise<void> {
  checkOut(options)
  const { out, force, json, ...given } = options
  const table = await readTable(path)
  const result = discover(table, given)
  const input = { files: [path], columns: table.columns.map(({ name }) => name), rows: table.rows }
  const envelope = envelopeOf('discover', given, given.seed ?? 1, input, result)
  await present({ envelope, data: trajectoryOf(result) }, { out, force, json })
}

/** A row a box, with the ends of every input that any box restricts. */
function trajectoryOf({ trajectory }: Discovery) {
  const inputs = [...new Set(trajectory.flatMap(({ restricted }) => Object.keys(restricted)))]
  return {
    title: 'Boxes',
    columns: ['box', 'n', 'k', 'coverage', 'density', 'mass', ...inputs.flatMap((name) => [`${name} low`, `${name} high`])],
    rows: trajectory.map(({ n, k, coverage, density, mass, restricted }, i) => [
      i,
      n,
      k,
      coverage,
      density,
      mass,
      ...inputs.flatMap((name) => {
        const limits = restricted[name]
        if (limits === undefined) return [null, null]
        return typeof limits[0] === 'number' ? [limits[0], limits[1]] : [limits.join(' or '), null]
      }),
    ]),
  }
}
