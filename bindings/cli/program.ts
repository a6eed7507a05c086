import { Command, CommanderError } from 'commander'
import { VERSION } from '../version.ts'
import { COMMANDS } from './commands.ts'
import { explain, isClosedPipe } from './failure.ts'
import { plain } from './print.ts'

export { watchSignals } from './signals.ts'

/** The program with the commands of some names, of which `loaded` have their arguments and options too. */
export async function createProgram(names = Object.keys(COMMANDS), loaded: readonly string[] = names): Promise<Command> {
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
    // The list has names and what they do: the rest of a command is not there until it is named.
    .configureHelp({ subcommandTerm: (command) => command.name() })
  for (const name of names) {
    const { says, load } = COMMANDS[name]
    const command = program.command(name).description(says)
    if (loaded.includes(name)) (await load())(command)
  }
  return program
}

/** What the arguments can ask for: the command they begin with, or the list of all and help on some. */
function programOf(args: readonly string[]): Promise<Command> {
  return Object.hasOwn(COMMANDS, args[0] ?? '') ? createProgram([args[0]]) : createProgram(undefined, args)
}

/** Help on a command that is not there is a wrong command: Commander would print the help of all. */
function withKnownHelp(args: readonly string[]): readonly string[] {
  const [first, second] = args
  return first === 'help' && second !== undefined && !Object.hasOwn(COMMANDS, second) ? [second] : args
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
    await (await programOf(args)).parseAsync(withKnownHelp(args), { from: 'user' })
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
