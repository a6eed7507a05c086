import { Command, CommanderError } from 'commander'
import { VERSION } from '../version.ts'
import { explain, isClosedPipe } from './failure.ts'
import { plain } from './print.ts'

export { watchSignals } from './signals.ts'

/** In the order of the help. Each loads when it is run: most of the start of a program is what it loads. */
const COMMANDS: Record<string, () => Promise<(program: Command) => void>> = {
  init: async () => (await import('./init.ts')).addInit,
  optimum: async () => (await import('./optimum.ts')).addOptimum,
  path: async () => (await import('./path.ts')).addPath,
  equilibria: async () => (await import('./equilibria.ts')).addEquilibria,
  sweep: async () => (await import('./sweep.ts')).addSweep,
  merge: async () => (await import('./merge.ts')).addMerge,
  calibrate: async () => (await import('./calibrate.ts')).addCalibrate,
  risk: async () => (await import('./risk.ts')).addRisk,
  indices: async () => (await import('./indices.ts')).addIndices,
  tornado: async () => (await import('./tornado.ts')).addTornado,
  discover: async () => (await import('./discover.ts')).addDiscover,
  seek: async () => (await import('./seek.ts')).addSeek,
  compare: async () => (await import('./compare.ts')).addCompare,
  timing: async () => (await import('./timing.ts')).addTiming,
  system: async () => (await import('./system.ts')).addSystem,
  report: async () => (await import('./report.ts')).addReport,
  explain: async () => (await import('./explain.ts')).addExplain,
  info: async () => (await import('./info.ts')).addInfo,
}

/** The command with all of its own; or with that alone which is named, where there is one of that name. */
export async function createProgram(name = ''): Promise<Command> {
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
  const loads = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS)
  for (const add of await Promise.all(loads.map((load) => load()))) add(program)
  return program
}

/** Runs the command that the arguments name, and sets the exit code. */
export async function run(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  let hasComplained = false
  /** Says what went wrong, once. */
  const complain = (message: string, exitCode: number) => {
    if (message !== '' && !hasComplained) process.stderr.write(`offcut: ${plain(message)}\n`)
    hasComplained ||= message !== ''
    process.exitCode = exitCode
  }

  // A reader that has seen enough, such as head, closes the pipe: not an error.
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) complain(`cannot write to standard output: ${error.message}`, 1)
  })
  // Who does not listen cannot be told so.
  process.stderr.on('error', () => {})

  try {
    await (await createProgram(args[0])).parseAsync(args, { from: 'user' })
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
