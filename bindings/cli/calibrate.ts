import { basename } from 'node:path'
import { Option, type Command } from 'commander'
import { writeOutputFile } from '../files/store/file.ts'
import { ArgumentError } from '../errors.ts'
import { calibrate, type Calibration } from '../studies/calibrate/calibrate.ts'
import { mergeFragment } from '../studies/calibrate/merge.ts'
import { ROBUST, type Mapping, type Robust } from '../studies/calibrate/mapping.ts'
import { splitColumns } from '../studies/engine/metrics.ts'
import { envelopeOf } from './envelope.ts'
import { jsonText } from './json.ts'
import { parseNumber } from './options.ts'
import { print } from './print.ts'
import { readScenario } from './scenario.ts'
import { checkOut, OUT_HELP, present, type StudyOptions } from './study.ts'
import { readTable } from './table.ts'

interface Options extends StudyOptions, Omit<Mapping, 'costExponents'> {
  base?: string
}

export function defineCalibrate(command: Command): void {
  command
    .argument('<table>', 'CSV or Parquet file, or - for CSV on standard input')
    .option('--output <column>', 'volume of the main product')
    .option(
      '--factors <columns>',
      'volumes of the resources, in the order of the scenario’s factors: K,L; a name with a comma in double quotes',
      splitColumns,
    )
    .option('--waste <column>', 'waste generated')
    .option('--recycled <column>', 'waste recycled')
    .option('--additional <column>', 'additional output made of the waste recycled')
    .option('--year <column>', 'year: orders the rows, and says which are missing')
    .option('--constant-returns', 'let the elasticities of output sum to 1')
    .option('--trend', 'add a trend in time to output')
    .option('--levels', 'fit volumes instead of their logarithms')
    .addOption(
      new Option('--robust <kind>', 'standard errors that allow for unequal variances, or for serial correlation too').choices([...ROBUST]),
    )
    .option('--lags <n>', 'lags of newey-west; default: floor(4 (n/100)^(2/9))', parseNumber)
    .option('--weights <column>', 'weights of the rows')
    .option('--output-price <column>', 'price of output, for elasticities by shares of revenue')
    .option('--factor-prices <columns>', 'prices of the factors, in their order', splitColumns)
    .option('--base <scenario>', 'complete scenario into which --out merges the estimates')
    .option('--out <file>', `the scenario (.json; a fragment, by custom .fragment.json, unless --base is given), or another ${OUT_HELP}`)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run(path: string, options: Options & { robust?: Robust }): Promise<void> {
  checkOut(options)
  const { base, out, force, json, ...given } = options
  const table = await readTable(path)
  const complete = base === undefined ? undefined : await readScenario(base)
  const mapping: Mapping = {
    ...given,
    factors: given.factors ?? [],
    ...(complete && { costExponents: exponentsFor(complete.factors, given.factors) }),
  }
  const result = calibrate(table, mapping)
  const merged = complete && mergeFragment(complete, required(result))
  const file = out?.endsWith('.json') ? out : undefined
  if (file !== undefined) await writeScenario(file, force, merged ?? required(result))
  const envelope = envelopeOf(
    'calibrate',
    { ...given, base },
    null,
    { files: [path], columns: table.columns.map(({ name }) => name), rows: table.rows },
    { ...result, scenario: merged ?? result.scenario },
  )
  await present({ envelope, data: termsOf(result) }, { json, force, out: file === undefined ? out : undefined })
  if (file !== undefined && !json)
    print(`\n${complete ? 'Scenario' : 'Fragment of a scenario (--base merges it into a complete one)'} written to ${basename(file)}`)
}

function exponentsFor(factors: readonly { costExponent: number }[], names: readonly string[] | undefined): number[] | undefined {
  return names?.length === factors.length ? factors.map(({ costExponent }) => costExponent) : undefined
}

function required({ scenario, unusable }: Calibration): NonNullable<Calibration['scenario']> {
  if (scenario !== null) return scenario
  throw new ArgumentError(
    `there is no scenario to write: ${unusable.length > 0 ? `the coefficients of ${unusable.join(', ')} lie outside the model's range` : 'a scenario has one factor or two'}`,
  )
}

async function writeScenario(out: string, force: boolean | undefined, scenario: object): Promise<void> {
  await writeOutputFile(out, { force }, (file) => file.write(jsonText(scenario)))
}

/** Every term of every equation, a row each. */
function termsOf({ equations }: Calibration) {
  return {
    title: 'Terms',
    columns: ['equation', 'term', 'estimate', 'standardError', 't', 'p', 'low', 'high'],
    rows: Object.entries(equations).flatMap(([equation, { terms }]) =>
      terms.map(({ name, estimate, standardError, t, p, low, high }) => [equation, name, estimate, standardError, t, p, low, high]),
    ),
  }
}
