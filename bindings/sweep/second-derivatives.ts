/**
 * Second derivatives of the maximum profit by prices (docs/model.md): −(∂s_i/∂y) H⁻¹ (∂s_j/∂y), with s the net supplies, y the
 * logarithms of the volumes that are free, and H the second derivatives of profit by y.
 */
import { Changes } from '../../assembly/shared/path/changes.ts'
import { FIRST_FAILURE, PARAMETERS, REGIMES, TIME_SLOT, type MetricName, type ParameterPath } from '../model/layout.ts'
import type { Batch } from '../plan/optima.ts'
import { PRICES, type PricePath } from '../plan/prices.ts'

const INTERIOR = REGIMES.indexOf('interior')
/** Of the product of its diagonal, what a determinant must at least be to be told from 0. */
const LEAST_DETERMINANT = 1e-13

/** A quantity by row. */
type Source = (row: number) => number

/** What the derivatives of a batch are made of. */
interface Sources {
  output: Source
  additional: Source
  discharged: Source
  recycled: Source
  exponent: Source
  productPrice: Source
  additionalPrice: Source
  disposalCost: Source
  processingCost: Source
  factors: { elasticity: Source; wasteElasticity: Source; costExponent: Source; price: Source; supply: Source; regime: Source }[]
}

/** The net supplies' derivatives by ln x_i, by the number of the price in PRICES, and the Hessian of profit. */
interface Place {
  supplies: Float64Array[]
  /** ∂²Π/∂y_0², ∂²Π/∂y_0∂y_1, ∂²Π/∂y_1² */
  hessian: Float64Array
  free: boolean[]
}

/** Rows × prices × prices; NaN where there is no optimum, and where a maximum is flat: there the volumes are not determined. */
export function secondDerivatives(
  batch: Batch,
  columns: readonly Float64Array[],
  status: Uint8Array,
  prices: readonly PricePath[],
): Float64Array {
  const n = prices.length
  const result = new Float64Array(batch.rows * n * n).fill(NaN)
  const sources = sourcesOf(batch, columns)
  const place: Place = {
    supplies: sources.factors.map(() => new Float64Array(PRICES.length)),
    hessian: new Float64Array(3),
    free: [false, false],
  }
  const numbers = prices.map((price) => PRICES.indexOf(price))
  for (let row = 0, from = 0; row < batch.rows; row++, from += n * n) {
    if (status[row] >= FIRST_FAILURE) continue
    describe(place, sources, row)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) result[from + i * n + j] = result[from + j * n + i] = curvature(place, numbers[i], numbers[j])
    }
  }
  return result
}

function sourcesOf(batch: Batch, columns: readonly Float64Array[]): Sources {
  const { task, metrics, varied } = batch
  const then = changedColumns(batch)
  const metric = (name: MetricName): Source => {
    const column = columns[metrics.indexOf(name)]
    return (row) => column[row]
  }
  const parameter = (path: ParameterPath): Source => {
    const slot = PARAMETERS.indexOf(path)
    const column = then.get(slot) ?? varied.get(slot)
    const value = task.parameters[slot]
    return column ? (row) => column[row] : () => value
  }
  return {
    output: metric('output'),
    additional: metric('additionalOutput'),
    discharged: metric('discharged'),
    recycled: metric('recycled'),
    exponent: parameter('recycling.exponent'),
    productPrice: parameter('production.price'),
    additionalPrice: parameter('recycling.price'),
    disposalCost: parameter('waste.disposalCost'),
    processingCost: parameter('recycling.processingCost'),
    factors: ([0, 1] as const).slice(0, task.factorCount).map((i) => ({
      elasticity: parameter(`production.elasticities[${i}]`),
      wasteElasticity: parameter(`waste.elasticities[${i}]`),
      costExponent: parameter(`factors[${i}].costExponent`),
      price: parameter(`factors[${i}].price`),
      supply: metric(`sensitivity:factors[${i}].price`), // −x^k
      regime: metric(`regime[${i}]`),
    })),
  }
}

/** By slot: the values of parameters that change over time, at the time of each row. */
function changedColumns({ task, varied, rows }: Batch): Map<number, Float64Array> {
  if (task.changes.length === 0) return new Map()
  const changes = new Changes()
  const numbers = task.parameters.slice()
  changes.describe(task.changes)
  const slots = Array.from(changes.slots.subarray(0, changes.count))
  const columns = slots.map(() => new Float64Array(rows))
  for (let row = 0; row < rows; row++) {
    for (const [slot, column] of varied) numbers[slot] = column[row]
    const time = numbers[TIME_SLOT]
    changes.read(numbers)
    changes.enter(time)
    changes.evaluate(time)
    columns.forEach((column, k) => {
      column[row] = changes.values[k]
    })
  }
  return new Map(slots.map((slot, k) => [slot, columns[k]]))
}

const number = (price: PricePath) => PRICES.indexOf(price)
const PRODUCT = number('production.price')
const ADDITIONAL = number('recycling.price')
const FACTORS = [number('factors[0].price'), number('factors[1].price')]
const DISPOSAL = number('waste.disposalCost')
const PROCESSING = number('recycling.processingCost')

function describe({ supplies, hessian, free }: Place, sources: Sources, row: number): void {
  const { factors } = sources
  const output = sources.output(row)
  const additional = sources.additional(row)
  const discharged = sources.discharged(row)
  const recycled = sources.recycled(row)
  const exponent = sources.exponent(row)
  // Of one elasticity of output squared, and of one of waste.
  const byOutput = sources.productPrice(row) * output
  const byWaste =
    exponent * exponent * sources.additionalPrice(row) * additional -
    sources.disposalCost(row) * discharged -
    sources.processingCost(row) * recycled
  hessian[1] = 0
  for (let i = 0; i < factors.length; i++) {
    const a = factors[i].elasticity(row)
    const b = factors[i].wasteElasticity(row)
    const k = factors[i].costExponent(row)
    const supply = factors[i].supply(row)
    const own = supplies[i]
    own[PRODUCT] = a * output
    own[ADDITIONAL] = exponent * b * additional
    own[FACTORS[i]] = k * supply
    own[DISPOSAL] = -b * discharged
    own[PROCESSING] = -b * recycled
    hessian[2 * i] = a * a * byOutput + b * b * byWaste + factors[i].price(row) * k * k * supply
    free[i] = factors[i].regime(row) === INTERIOR
  }
  if (factors.length === 2) {
    hessian[1] =
      factors[0].elasticity(row) * factors[1].elasticity(row) * byOutput +
      factors[0].wasteElasticity(row) * factors[1].wasteElasticity(row) * byWaste
  }
}

/** −s_iᵀ H⁻¹ s_j over the free volumes. */
function curvature({ supplies, hessian, free }: Place, i: number, j: number): number {
  if (!free[1]) return free[0] ? alongOne(hessian[0], supplies[0][i], supplies[0][j]) : 0
  if (!free[0]) return alongOne(hessian[2], supplies[1][i], supplies[1][j])
  const [first, mixed, second] = hessian
  const [s, t] = supplies
  const determinant = first * second - mixed * mixed
  if (!(first < 0 && determinant > LEAST_DETERMINANT * first * second)) return NaN
  // + 0: no negative zero
  return (mixed * (s[i] * t[j] + t[i] * s[j]) - second * s[i] * s[j] - first * t[i] * t[j]) / determinant + 0
}

function alongOne(hessian: number, s: number, t: number): number {
  return hessian < 0 ? -(s * t) / hessian + 0 : NaN
}
