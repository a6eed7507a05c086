/** One thing wrong with an input. */
export interface Problem {
  /** Where: a path such as `factors[0].price`, a place in the JSON text such as `line 3, column 7`, or '' for the whole input. */
  path: string
  /** What stands there; undefined where something is missing. */
  value: unknown
  /** What was expected instead. */
  expected: string
  /** How to put it right. */
  fix: string
}

// A long list with the same mistake in every entry should not flood a terminal; `problems` has them all.
const MOST_DESCRIBED = 20

/** Base of every error that this library throws on purpose. */
export class OffcutError extends Error {
  // On the prototype, so that it is no own property of each error; a bundler can drop it, as it cannot a static block.
  override get name(): string {
    return 'OffcutError'
  }
}

/** An input that cannot be used: `problems` lists everything wrong with it at once. */
export class ScenarioError extends OffcutError {
  override get name(): string {
    return 'ScenarioError'
  }
  /** Everything wrong with the input, by where it stands. */
  readonly problems: readonly Problem[]

  /** @param input what the problems are of. */
  constructor(problems: readonly Problem[], input = 'scenario') {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    const more = problems.length > MOST_DESCRIBED ? `\n\n  and ${problems.length - MOST_DESCRIBED} more` : ''
    super(`the ${input} has ${count}\n${problems.slice(0, MOST_DESCRIBED).map(describe).join('\n')}${more}`)
    this.problems = problems
  }
}

/** What the code before has seen to. @throws Error that names it where it is not there: a fault of this library, not of its user. */
export function existing<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`a fault of offcut: ${what} is missing`)
  return value
}

/** What was thrown, as an error: a host, a worker or a user's function may throw anything. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

/** An argument or option that cannot be used; nothing has run. */
export class ArgumentError extends OffcutError {
  override get name(): string {
    return 'ArgumentError'
  }
}

/** A sweep's grid is too large for what was asked; nothing has run. */
export class GridTooLargeError extends ArgumentError {
  override get name(): string {
    return 'GridTooLargeError'
  }
}

/** A call on an engine that `close()` has ended. */
export class EngineClosedError extends OffcutError {
  override get name(): string {
    return 'EngineClosedError'
  }

  constructor() {
    super('the engine is closed: create another one with createEngine()')
  }
}

/** A chunk of a sweep that failed on three workers in a row. `cause` is the last failure. */
export class WorkerError extends OffcutError {
  override get name(): string {
    return 'WorkerError'
  }
  /** First point of the chunk, in the grid's row-major order. */
  readonly start: number
  /** Points of the chunk. */
  readonly count: number

  constructor(start: number, count: number, attempts: number, cause: Error) {
    const points = count === 1 ? `point ${start}` : `points ${start} to ${start + count - 1}`
    super(`${points} failed ${attempts} times, each on a fresh worker; at last: ${cause.message}`, { cause })
    this.start = start
    this.count = count
  }
}

/** A sweep that a newer one with the same `supersede` key has ended. Its name is that of any abort: `AbortError`. */
export class SupersededError extends OffcutError {
  override get name(): string {
    return 'AbortError'
  }

  constructor(key: string) {
    super(`a newer sweep has superseded this one of ${show(key)}`)
  }
}

function describe({ path, value, expected, fix }: Problem): string {
  return `\n  ${path || '(the whole input)'}: ${show(value)}\n    expected: ${expected}\n    fix: ${fix}`
}

const LONGEST_VALUE = 60

/** A value on one short line. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing'
  // JSON has no word for NaN, the infinities, functions and big integers.
  const text = typeof value === 'object' || typeof value === 'string' ? toJson(value) : String(value)
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`
}

function toJson(value: object | string | null): string {
  try {
    return JSON.stringify(value) ?? 'an object'
  } catch {
    return 'an object that is not plain JSON'
  }
}
