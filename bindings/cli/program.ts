import { Command, CommanderError } from 'commander'
import { VERSION } from '../version.ts'
import { addCalibrate } from './calibrate.ts'
import { addCompare } from './compare.ts'
import { addDiscover } from './discover.ts'
import { addEquilibria } from './equilibria.ts'
import { addExplain } from './explain.ts'
import { explain, isClosedPipe } from './failure.ts'
import { addIndices } from './indices.ts'
import { addInfo } from './info.ts'
import { addInit } from './init.ts'
import { addMerge } from './merge.ts'
import { addOptimum } from './optimum.ts'
import { addPath } from './path.ts'
import { plain } from './print.ts'
import { addReport } from './report.ts'
import { addRisk } from './risk.ts'
import { addSeek } from './seek.ts'
import { addSweep } from './sweep.ts'
import { addSystem } from './system.ts'
import { addTiming } from './timing.ts'
import { addTornado } from './tornado.ts'

/** In the order of the help. */
const COMMANDS = [
  addInit,
  addOptimum,
  addPath,
  addEquilibria,
  addSweep,
  addMerge,
  addCalibrate,
  addRisk,
  addIndices,
  addTornado,
  addDiscover,
  addSeek,
  addCompare,
  addTiming,
  addSystem,
  addReport,
  addExplain,
  addInfo,
]

/** The command with all of its own. */
export function createProgram(): Command {
  const program = new Command('offcut')
    .description('Exact profit optima of an enterprise in transition to waste-free production, and sweeps of them over parameter grids.')
    .version(VERSION)
    .addHelpText(
      'after',
      `
A scenario is a JSON file, or - for standard input. Results go to standard output, progress and messages to standard
error. With --json, numbers that JSON has no word for (NaN, Infinity) are null.
Exit codes: 0 done; 1 the run failed, or its numbers cannot be relied on (an optimum or a path whose status is notConverged
or domainError, a sweep in which every point failed; the result is still there); 2 bad input (nothing was written); 130 interrupted,
143 and 129 ended by SIGTERM and SIGHUP: what is done of a file is kept, and --resume goes on.`,
    )
    .showHelpAfterError('Run offcut --help, or offcut help <command>.')
    .exitOverride()
  for (const add of COMMANDS) add(program)
  return program
}

let hasComplained = false

/** Runs the command that the arguments name, and sets the exit code. */
export async function run(): Promise<void> {
  // A reader that has seen enough, such as head, closes the pipe: not an error.
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) complain(`cannot write to standard output: ${error.message}`, 1)
  })
  // Who does not listen cannot be told so.
  process.stderr.on('error', () => {})

  try {
    await createProgram().parseAsync()
  } catch (error) {
    if (isClosedPipe(error)) {
      process.exitCode = 0
    } else if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
    } else {
      const { message, exitCode } = explain(error)
      complain(message, exitCode)
    }
  }
}

/** Says what went wrong, of one command once. */
function complain(message: string, exitCode: number): void {
  if (message !== '' && !hasComplained) process.stderr.write(`offcut: ${plain(message)}\n`)
  hasComplained ||= message !== ''
  process.exitCode = exitCode
}
