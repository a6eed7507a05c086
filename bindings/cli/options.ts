/** Options that several commands have. */
import { InvalidArgumentError, Option } from 'commander'
import type { Setting } from '../scenario/index.ts'
import { writtenNumber } from '../scenario/text/written-numbers.ts'
import { METHOD_ALIASES, METHODS } from '../model/layout.ts'

export function backendOption(): Option {
  return new Option('--backend <name>', 'where to compute').choices(['auto', 'wasm', 'js']).default('auto')
}

export function methodOption(): Option {
  return new Option('--method <name>', 'exact solution, or dense search')
    .choices([...METHODS, ...Object.keys(METHOD_ALIASES)])
    .default('exact')
}

export function workersOption(): Option {
  return new Option('--workers <n>', 'threads beside the main one; auto takes the cores there are')
    .default('auto')
    .argParser((text) => (text === 'auto' ? text : parseNumber(text)))
}

/** The number that an option's text stands for. */
export function parseNumber(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  const written = writtenNumber(text)
  throw new InvalidArgumentError(written === undefined ? 'Expected a number.' : `Expected a number: write ${written}.`)
}

/** A number between two others, ends included. */
export function parseBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = parseNumber(text)
    if (value < least || value > most) throw new InvalidArgumentError(`Expected a number from ${least} to ${most}.`)
    return value
  }
}

export const parseLevel = parseBetween(0, 1)

/** `--sample` and `--seed`: one draw of what is uncertain or random in time. */
export function drawOptions(): [sample: Option, seed: Option] {
  return [
    new Option('--sample <number>', 'draw what is uncertain or random in time: the sample of this number, from 0 on').argParser(
      parseNumber,
    ),
    new Option('--seed <number>', 'which design the sample is of; default 1').argParser(parseNumber),
  ]
}

/** `--set path=value`, as often as wanted: values that stand in the scenario in place of its own. */
export function setOption(): Option {
  return new Option('--set <path=value>', 'a value in place of the scenario’s own, as production.price=2; may be repeated')
    .argParser(collectSettings)
    .default([], 'none')
}

function collectSettings(text: string, before: Setting[]): Setting[] {
  const split = text.indexOf('=')
  if (split < 1) throw new InvalidArgumentError('Expected a path, = and a value, such as production.price=2.')
  return [...before, { path: text.slice(0, split).trim(), value: valueOf(text.slice(split + 1)) }]
}

/** What JSON says the text is; other text is taken as it stands. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
