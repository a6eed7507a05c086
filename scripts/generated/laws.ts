/** assembly/shared/path/law-numbers.ts: what portable code has to know of the laws. */
import { LAW_ENTRIES, LAW_PARAMETERS, type LawEntry } from '../../bindings/model/laws.ts'
import { laws, slots } from './names.ts'

const keys = Object.keys(LAW_PARAMETERS).map((path) => path.replace('transformation.', ''))
const constant = (law: string) => law.toUpperCase()
const slotOf = (path: string) => slots.findIndex((slot) => slot.path === path)

/** A function of a law's code: whether it has a kink that is the sum of these keys. */
function hasKink(name: string, kink: string): string {
  const having = Object.entries<LawEntry>(LAW_ENTRIES).filter(([, { kinks }]) => kinks.some((keys) => String(keys) === kink))
  return `export function ${name}(code: i32): bool {\n  return ${having.map(([law]) => `code === ${constant(law)}`).join(' || ')}\n}\n`
}

export function lawNumbers(): string {
  return [
    '// Written by `npm run generate` from bindings/model/laws.ts.\n',
    '/** Codes of the laws. */',
    `${laws.map((law, code) => `export const ${constant(law)}: i32 = ${code}`).join('\n')}\n`,
    '/** Slots in a block of parameters: of a level that is given, of the numbers of the law, of the knots of its table. */',
    `export const LEVEL_SLOT: i32 = ${slotOf('level')}`,
    `export const LAW_SLOT: i32 = ${slotOf(`transformation.${keys[0]}`)}`,
    `export const TABLE_SLOT: i32 = ${slots.length}\n`,
    '/** Whether the level stays as it is up to `start`. */',
    hasKink('hasStart', 'start'),
    '/** Whether it stays as it is from `start` + `duration` on. */',
    hasKink('hasEnd', 'start,duration'),
    '/** The numbers that a law may have besides its knots, by their keys. */',
    `export class LawNumbers {\n${keys.map((key) => `  ${key}: f64 = NaN`).join('\n')}\n`,
    '  /** Takes them from consecutive slots. */',
    `  read(numbers: Float64Array, first: i32): void {\n${keys.map((key, k) => `    this.${key} = numbers[first + ${k}]`).join('\n')}\n  }\n}\n`,
  ].join('\n')
}
