/** Nodes and weights of Gauss and Legendre on [0, 1], by Newton's method on the polynomials' recurrence. */
export function gaussLegendre(count: number): { place: number; weight: number }[] {
  return Array.from({ length: count }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 0
    for (let step = 0; step < 20; step++) {
      let [before, value] = [1, x]
      for (let k = 2; k <= count; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
      slope = (count * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-16) break
    }
    return { place: (1 - x) / 2, weight: 1 / ((1 - x * x) * slope * slope) }
  })
}

/** ∫ e^{−ρ t} dt from 0 to a length, and the part of it that linear interpolation gives to the end. */
export function discountWeights(rate: number, length: number): { whole: number; toEnd: number } {
  const x = rate * length
  // Series where the closed forms cancel.
  const first = Math.abs(x) < 1e-4 ? 1 - x / 2 + (x * x) / 6 : -Math.expm1(-x) / x
  const second = Math.abs(x) < 1e-2 ? 0.5 - x / 3 + (x * x) / 8 - x ** 3 / 30 + x ** 4 / 144 : (first - Math.exp(-x)) / x
  return { whole: length * first, toEnd: length * second }
}
