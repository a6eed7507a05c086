/** The level θ(t) of the transformation laws of model.md section 4 that are functions of time. */
import { Law, Parameter } from '../layout'
import { exp, expMinusOne } from '../math/exp'
import { clamp, one } from '../math/lanes'
import { parameter } from './parameters'
import { tableLevel } from './table'

/** θ at the parameter `time`, by the law with code `law`. */
export function levelAt(law: i32, knots: i32): v128 {
  const zero = f64x2.splat(0)
  if (law == Law.constant) return parameter(Parameter.transformationLevel)
  if (law == Law.table) return clamp(tableLevel(parameter(Parameter.time), knots), zero, one())
  const from = parameter(Parameter.transformationFrom)
  const to = parameter(Parameter.transformationTo)
  // Rounding may carry the sum past the ends by a bit.
  return clamp(f64x2.add(from, f64x2.mul(f64x2.sub(to, from), share(law))), zero, one())
}

/** s(t), the share of the way from `from` to `to`. */
function share(law: i32): v128 {
  const zero = f64x2.splat(0)
  const time = parameter(Parameter.time)
  switch (law) {
    case Law.linear: return ramp(time)
    case Law.smoothstep: {
      const u = ramp(time)
      return f64x2.mul(f64x2.mul(u, u), f64x2.sub(f64x2.splat(3), f64x2.add(u, u)))
    }
    case Law.exponential: {
      const u = f64x2.pmax(f64x2.sub(time, parameter(Parameter.transformationStart)), zero)
      return f64x2.neg(expMinusOne(f64x2.neg(f64x2.div(u, parameter(Parameter.transformationTimescale)))))
    }
    case Law.logistic: {
      const u = scaled(time, Parameter.transformationMidpoint, Parameter.transformationTimescale)
      return f64x2.div(one(), f64x2.add(one(), exp(f64x2.neg(u))))
    }
    case Law.gompertz: {
      const u = scaled(time, Parameter.transformationInflection, Parameter.transformationTimescale)
      return exp(f64x2.neg(exp(f64x2.neg(u))))
    }
    case Law.bass: {
      const u = f64x2.pmax(f64x2.sub(time, parameter(Parameter.transformationStart)), zero)
      const innovation = parameter(Parameter.transformationInnovation)
      const imitation = parameter(Parameter.transformationImitation)
      const exponent = f64x2.neg(f64x2.mul(f64x2.add(innovation, imitation), u))
      const held = f64x2.add(one(), f64x2.mul(f64x2.div(imitation, innovation), exp(exponent)))
      return f64x2.neg(f64x2.div(expMinusOne(exponent), held))
    }
  }
  return f64x2.splat(NaN) // `invested` is a state, not a function of time
}

function ramp(time: v128): v128 {
  const u = scaled(time, Parameter.transformationStart, Parameter.transformationDuration)
  return clamp(u, f64x2.splat(0), one())
}

/** Time since the one of the parameter `origin`, in units of the parameter `unit`. */
function scaled(time: v128, origin: i32, unit: i32): v128 {
  return f64x2.div(f64x2.sub(time, parameter(origin)), parameter(unit))
}
