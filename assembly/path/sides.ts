/** What a path takes of one lane of a point: an enterprise's optimum, and its flows. */
import { Point } from '../model/points'
import { Side } from '../shared/path/enterprises'
import { factorCount } from '../task'

export function readOptimum(side: Side, p: Point, lane: i32): void {
  const at = changetype<usize>(p) + (<usize>lane << 3)
  side.target0 = load<f64>(at, offsetof<Point>('factor0'))
  side.target1 = load<f64>(at, offsetof<Point>('factor1'))
  side.logTarget0 = load<f64>(at, offsetof<Point>('y0'))
  side.logTarget1 = load<f64>(at, offsetof<Point>('y1'))
  side.failed = load<i64>(at, offsetof<Point>('failed')) != 0
  let atBound = load<i64>(at, offsetof<Point>('atLower0')) | load<i64>(at, offsetof<Point>('atUpper0'))
  if (factorCount == 2) atBound |= load<i64>(at, offsetof<Point>('atLower1')) | load<i64>(at, offsetof<Point>('atUpper1'))
  side.atBound = atBound != 0
  readFlows(side, p, lane)
}

export function readFlows(side: Side, p: Point, lane: i32): void {
  const at = changetype<usize>(p) + (<usize>lane << 3)
  side.x0 = load<f64>(at, offsetof<Point>('factor0'))
  side.x1 = load<f64>(at, offsetof<Point>('factor1'))
  side.profit = load<f64>(at, offsetof<Point>('profit'))
  side.turnover = Math.abs(load<f64>(at, offsetof<Point>('revenue'))) + Math.abs(load<f64>(at, offsetof<Point>('cost')))
  side.waste = load<f64>(at, offsetof<Point>('waste'))
  side.discharged = load<f64>(at, offsetof<Point>('discharged'))
}
