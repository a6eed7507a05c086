/**
 * What searches cost, counted and not timed, so that a limit on it is the same on every host. The unit is a look at a sum of powers: a
 * tenth of a microsecond or so in WebAssembly.
 */

/** What all searches have cost together. */
export let effort: f64 = 0

export function spend(looks: f64): void {
  effort += looks
}

/** An optimum of an ordinary enterprise, a point whose volumes are known, and a maximum for any signs, by the number of factors. */
export const OPTIMUM: f64 = 4
export const PLACE: f64 = 2
export const MAXIMUM_1: f64 = 40
export const MAXIMUM_2: f64 = 200
/** Of the larger searches: a piece of stationary.ts, a cell of signed-cells.ts, and a step toward a root. */
export const PIECE: f64 = 8
export const CELL: f64 = 6
export const STEP: f64 = 2
