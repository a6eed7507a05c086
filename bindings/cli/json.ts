import { once } from 'node:events'

/** Prints an object as JSON; typed arrays become plain ones, and numbers that JSON has no word for become null. */
export async function printJson(value: object): Promise<void> {
  for (const part of jsonParts(value, '\n')) {
    if (!process.stdout.write(part)) await once(process.stdout, 'drain')
  }
  process.stdout.write('\n')
}

/** The same as one string, for results that are known to be short. */
export function jsonText(value: object): string {
  return `${[...jsonParts(value, '\n')].join('')}\n`
}

/** JSON in pieces, because that of a large surface is longer than a string may be; lists of numbers stand on one line. */
function* jsonParts(value: unknown, newline: string): Generator<string, void, void> {
  if (ArrayBuffer.isView(value)) yield* numberParts(value as Float64Array)
  else if (Array.isArray(value) && value.some(isObject)) yield* listParts(value, newline)
  else if (Array.isArray(value)) yield `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
  else if (isObject(value)) yield* objectParts(value, newline)
  else yield JSON.stringify(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function* objectParts(value: object, newline: string) {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  if (entries.length === 0) {
    yield '{}'
    return
  }
  let open = '{'
  for (const [key, item] of entries) {
    yield `${open}${newline}  ${JSON.stringify(key)}: `
    yield* jsonParts(item, `${newline}  `)
    open = ','
  }
  yield `${newline}}`
}

function* listParts(list: unknown[], newline: string) {
  let open = '['
  for (const item of list) {
    yield `${open}${newline}  `
    yield* jsonParts(item, `${newline}  `)
    open = ','
  }
  yield `${newline}]`
}

const BLOCK_VALUES = 8192

function* numberParts(values: Float64Array) {
  let open = '['
  for (let from = 0; from < values.length; from += BLOCK_VALUES) {
    const block = Array.from(values.subarray(from, from + BLOCK_VALUES), (value) => JSON.stringify(value))
    yield open + block.join(', ')
    open = ', '
  }
  yield ']'
}
