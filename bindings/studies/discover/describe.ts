import { allowedOf, endsOf, intervalOf, restrictionsOf, type Box, type Limits } from './box.ts'
import type { CategoricalInput, Input, Sample } from './sample.ts'

/** The restricted inputs of a box: intervals with both ends, or the words that are left. */
export function limitsOf(inputs: readonly Input[], limits: Limits): Record<string, [number, number] | string[]> {
  const restricted = new Set(restrictionsOf(inputs, limits).map(({ input }) => input))
  return Object.fromEntries(
    [...restricted].map((i): [string, [number, number] | string[]] => {
      const input = inputs[i]
      if (input.kind === 'categorical') return [input.name, wordsOf(input, allowedOf(limits, i))]
      const { low, high } = intervalOf(limits, i)
      return [input.name, [low, high]]
    }),
  )
}

function wordsOf({ words }: CategoricalInput, allowed: Uint8Array): string[] {
  return words.filter((_, code) => allowed[code] === 1)
}

/** The box as a condition in the grammar of conditions: true in it and nowhere else. */
export function conditionOf(inputs: readonly Input[], limits: Limits): string {
  const parts = restrictionsOf(inputs, limits).map(({ input: i, end }) => {
    const input = inputs[i]
    const name = asColumn(input.name)
    if (input.kind === 'categorical') {
      const words = wordsOf(input, allowedOf(limits, i)).map((word) => `'${word.replaceAll("'", "''")}'`)
      return `${name} in (${words.join(', ')})`
    }
    const { low, high } = intervalOf(limits, i)
    return end === 'low' ? `${name} >= ${low}` : `${name} <= ${high}`
  })
  return parts.join(' and ')
}

const PLAIN = /^(?!(?:and|or|not|in|is|none)$)[\p{L}_][\p{L}\p{N}_.:]*(\[\d+\][\p{L}\p{N}_.:]*)*$/u

/** A column's name as a condition writes it: in double quotes where it is no path. */
function asColumn(name: string): string {
  return PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** What the box says, as a sentence. */
export function describeBox({ inputs, rows, ofInterest }: Sample, { limits, n, k }: Box, when: string): string {
  const restricted = new Set(restrictionsOf(inputs, limits).map(({ input }) => input))
  const parts = [...restricted].map((i) => partOf(inputs[i], limits, i))
  const share = (part: number, of: number) => `${part} of ${of} (${Number(((100 * part) / of).toPrecision(3))} %)`
  if (parts.length === 0)
    return `${when} holds in ${share(k, n)} cases; no box strikes a better balance of coverage and density than all of them together.`
  return `Where ${parts.join(' and ')}, ${when} holds in ${share(k, n)} cases, which are ${share(k, ofInterest)} of all in which it holds; among all ${rows} it holds in ${share(ofInterest, rows)}.`
}

function partOf(input: Input, limits: Limits, i: number): string {
  if (input.kind === 'categorical') return `${input.name} is ${wordsOf(input, allowedOf(limits, i)).join(' or ')}`
  const limit = intervalOf(limits, i)
  const [low, high] = [limit.low, limit.high].map((value) => Number(value.toPrecision(4)))
  const ends = endsOf(input)
  if (limit.low === ends.low) return `${input.name} is at most ${high}`
  return limit.high === ends.high ? `${input.name} is at least ${low}` : `${input.name} lies between ${low} and ${high}`
}
