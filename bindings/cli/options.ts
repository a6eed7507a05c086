/** Options that several commands have. */
import { InvalidArgumentError, Option } from 'commander'
import { METHOD_ALIASES, METHODS } from '../model/layout.ts'

export function backendOption(): Option {
  return new Option('--backend <name>', 'where to compute').choices(['auto', 'wasm', 'js']).default('auto')
}

export function methodOption(): Option {
  return new Option('--method <name>', 'exact solution, or dense search').choices([...METHODS, ...Object.keys(METHOD_ALIASES)]).default('exact')
}

/** The number that an option's text stands for. */
export function parseNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.')
  return value
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
