/** Derivatives of the profits of a pair by the logarithms of volumes, which a path in mode `capitalisation` wants. */
import { Parameter } from '../layout'
import { laneAt, scalarOf } from '../math/lanes'
import { wasteOf } from '../model/groups'
import { parameter } from '../model/parameters'
import { ofFactor, pointAt } from '../model/points'
import { Side } from '../shared/path/enterprises'

const SLOPE: usize = memory.data(6 * 16, 16)
const BEND: usize = SLOPE + 16
const TWIST: usize = SLOPE + 32
/** Of profit by both, and once more by each. */
const CROSS: usize = SLOPE + 48
const CROSS0: usize = SLOPE + 64
const CROSS1: usize = SLOPE + 80

/** Sets the first three derivatives of profit by ln x of a factor, at pair `i`: each multiplies each term by its exponent. Of the second those by both, too. */
export function deriveProfit(i: i32, factor: i32): void {
  const p = pointAt(i)
  const a = parameter(Parameter.productionElasticities0 + factor)
  const b = parameter(Parameter.wasteElasticities0 + factor)
  const g = f64x2.mul(parameter(Parameter.recyclingExponent), b)
  const k = parameter(Parameter.factors0CostExponent + factor)
  let output = f64x2.mul(parameter(Parameter.productionPrice), p.output)
  let additional = f64x2.mul(parameter(Parameter.recyclingPrice), p.additionalOutput)
  let waste = f64x2.mul(wasteOf(i).streamCost, p.waste)
  let cost = ofFactor(p, factor).factorCost0
  if (factor) {
    const a0 = parameter(Parameter.productionElasticities0)
    const b0 = parameter(Parameter.wasteElasticities0)
    const g0 = f64x2.mul(parameter(Parameter.recyclingExponent), b0)
    const ofOutput = f64x2.mul(f64x2.mul(a0, a), output)
    const ofAdditional = f64x2.mul(f64x2.mul(g0, g), additional)
    const ofWaste = f64x2.mul(f64x2.mul(b0, b), waste)
    v128.store(CROSS, f64x2.sub(f64x2.add(ofOutput, ofAdditional), ofWaste))
    v128.store(CROSS0, f64x2.sub(f64x2.add(f64x2.mul(a0, ofOutput), f64x2.mul(g0, ofAdditional)), f64x2.mul(b0, ofWaste)))
    v128.store(CROSS1, f64x2.sub(f64x2.add(f64x2.mul(a, ofOutput), f64x2.mul(g, ofAdditional)), f64x2.mul(b, ofWaste)))
  }
  for (let to = SLOPE; to <= TWIST; to += 16) {
    output = f64x2.mul(a, output)
    additional = f64x2.mul(g, additional)
    waste = f64x2.mul(b, waste)
    cost = f64x2.mul(k, cost)
    v128.store(to, f64x2.sub(f64x2.add(output, additional), f64x2.add(waste, cost)))
  }
}

export function readDerivatives0(side: Side, lane: i32): void {
  side.steepness0 = scalarOf(parameter(Parameter.wasteElasticities0), lane)
  side.slope0 = laneAt(SLOPE, lane)
  side.bend0 = laneAt(BEND, lane)
  side.twist0 = laneAt(TWIST, lane)
}

export function readDerivatives1(side: Side, lane: i32): void {
  side.steepness1 = scalarOf(parameter(Parameter.wasteElasticities1), lane)
  side.slope1 = laneAt(SLOPE, lane)
  side.bend1 = laneAt(BEND, lane)
  side.twist1 = laneAt(TWIST, lane)
  side.cross = laneAt(CROSS, lane)
  side.cross0 = laneAt(CROSS0, lane)
  side.cross1 = laneAt(CROSS1, lane)
}
