import { closest } from 'fastest-levenshtein'
import { ArgumentError, show } from './errors.ts'
import { isOneOf } from './typed.ts'

/** @throws ArgumentError unless the options of a call are an object with no other keys than `names`. */
export function checkOptions<Options extends object>(call: string, options: Options, names: readonly (keyof Options & string)[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new ArgumentError(`the options of ${call} are ${show(options)}; expected an object with ${names.join(', ')}`)
  }
  const unknown = Object.keys(options).find((name) => !isOneOf(names, name))
  if (unknown === undefined) return
  throw new ArgumentError(`${call} has no option ${show(unknown)}; the nearest is "${closest(unknown, names)}", of ${names.join(', ')}`)
}
