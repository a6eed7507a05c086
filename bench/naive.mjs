// What one would write in an afternoon instead: the profit of one factor at 1,024 volumes with Math.pow, and the best of them, along the
// surface of bench/README.md. Three digits of the volume, where offcut has sixteen.
//   node bench/naive.mjs [points]
const VOLUMES = Array.from({ length: 1024 }, (_, i) => 10 ** (-3 + (9 * i) / 1023))

function best(elasticity, disposalCost) {
  let [profit, volume] = [-Infinity, NaN]
  for (const x of VOLUMES) {
    const value = 50 * Math.pow(x, elasticity) - disposalCost * 0.5 * Math.pow(x, 1.1) - x
    if (value > profit) [profit, volume] = [value, x]
  }
  return { profit, volume, waste: 0.5 * Math.pow(volume, 1.1) }
}

const points = Number(process.argv[2] ?? 1)
let sum = 0
for (let i = 0; i < points; i++) sum += best(0.3 + (0.4 * i) / points, 0.05 + (0.85 * (i % 256)) / 256).profit
console.log(sum / points)
