/** Options that the studies of a scenario share. */
import { Option, type Command } from 'commander'
import { parseLevel, parseNumber, setOption, workersOption } from './options.ts'
import { OUT_HELP } from './study.ts'

/** When quantities of a moment are taken. */
export function addMoment(command: Command): Command {
  return command
    .addOption(
      new Option('--level <share>', 'transformation level in place of the law’s, from 0 to 1').argParser(parseLevel).conflicts('time'),
    )
    .option('--time <years>', 'when quantities of a moment, such as profit, are taken; default: the start of the horizon', parseNumber)
}

/** Values in place of the scenario's own, and where results go. */
export function addOutput(command: Command): Command {
  return command
    .addOption(setOption())
    .option('--out <file>', OUT_HELP)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
}

export function addWorkers(command: Command): Command {
  return command.addOption(workersOption())
}

/** A list of numbers: 0.05,0.5,0.95. */
export function parseNumbers(text: string): number[] {
  return text.split(',').map(parseNumber)
}
