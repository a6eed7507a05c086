import { OffcutError } from '../errors.ts'
import { keysOf } from '../typed.ts'

/** Signals that ask a process to end, and the exit code that a shell gives each. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
type EndSignal = keyof typeof EXIT_CODES

/** The user pressed Ctrl-C, or the system asks the process to end. */
export class Interrupted extends OffcutError {
  readonly exitCode: number

  override get name(): string {
    return 'Interrupted'
  }

  constructor(signal: EndSignal) {
    super('interrupted')
    this.exitCode = EXIT_CODES[signal]
  }
}

const controller = new AbortController()
let awaited = false

/** Aborts on the first signal to end; a second one ends the process at once, as the first does where nobody has called this. */
export function interruptSignal(): AbortSignal {
  awaited = true
  return controller.signal
}

/** To be called at the start of a process; until then a signal ends it, with the same exit code in a shell. */
export function watchSignals(): void {
  for (const signal of keysOf(EXIT_CODES)) {
    process.on(signal, () => {
      if (!awaited || controller.signal.aborted) process.exit(EXIT_CODES[signal])
      controller.abort(new Interrupted(signal))
    })
  }
}
