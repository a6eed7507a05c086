/** Normal scores and log-normal values, many at once: by the module of samples (assembly/samples) where it runs, and without it with the same bits. */
import type { HostModule } from '../../host-types.ts'
import { exp } from '../../numbers/elementary.ts'
import { normalQuantile } from '../../numbers/normal.ts'

/** The module's exports: they work on the values at an address in its memory, and say whether they did. */
interface Exports extends Record<string, unknown> {
  memory: WebAssembly.Memory
  values(): number
  scores(count: number): number
  multiples(count: number, median: number, spread: number): number
}

/** Values that the module takes at once. */
const BLOCK = 1024

let module: Exports | undefined

/** Lets this thread use the module. */
export function provideVectors(compiled: HostModule): void {
  module ??= new WebAssembly.Instance(compiled).exports as Exports
}

/** Puts the normal score in the place of each value between 0 and 1. */
export function toScores(values: Float64Array): void {
  inBlocks(
    values,
    (of, count) => of.scores(count),
    (block) => {
      for (let i = 0; i < block.length; i++) block[i] = normalQuantile(block[i])
    },
  )
}

/** Puts median · e^(spread x) in the place of each value x. */
export function toMultiples(values: Float64Array, median: number, spread: number): void {
  inBlocks(
    values,
    (of, count) => of.multiples(count, median, spread),
    (block) => {
      for (let i = 0; i < block.length; i++) block[i] = median * exp(spread * block[i])
    },
  )
}

/** Goes through values in the module, and where there is none, or it declines, without. */
function inBlocks(values: Float64Array, inModule: (of: Exports, count: number) => number, without: (block: Float64Array) => void): void {
  if (module === undefined) return without(values)
  for (let from = 0; from < values.length; from += BLOCK) {
    const block = values.subarray(from, from + BLOCK)
    const room = new Float64Array(module.memory.buffer, module.values(), block.length)
    room.set(block)
    if (inModule(module, block.length)) block.set(room)
    else without(block)
  }
}
