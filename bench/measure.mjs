import { Bench } from 'tinybench'

/** Processor time of this process in milliseconds: other work on the machine hardly moves it, as it does the time on the wall. */
function processorTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * Measures contenders in turns, so that none profits from a quieter moment.
 *
 * @param contenders by name: `run` computes `points` points once; `async` where it returns a promise.
 * @returns by name: `points`, and the nanoseconds a point of each round.
 */
export async function measure(contenders, { rounds = 15 } = {}) {
  const samples = Object.fromEntries(Object.entries(contenders).map(([name, { points }]) => [name, { points, nanoseconds: [] }]))
  for (let round = -1; round < rounds; round++) {
    const bench = new Bench({ now: processorTime, iterations: 1, time: 0, warmup: false, throws: true })
    for (const [name, { run, async = false }] of Object.entries(contenders)) bench.add(name, run, { async })
    await bench.run()
    if (round < 0) continue // the first compiles
    for (const { name, result } of bench.tasks) samples[name].nanoseconds.push((result.latency.mean * 1e6) / samples[name].points)
  }
  return samples
}

export function median(values) {
  return quantile(values, 0.5)
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]
  return below + (sorted[Math.ceil(at)] - below) * (at % 1)
}

/** How many times longer `slow` takes than `fast`: the median over the rounds, each of which ran both. */
export function ratio(slow, fast) {
  return median(slow.nanoseconds.map((each, round) => each / fast.nanoseconds[round]))
}

/** A number for a table: three digits say what a measurement can. */
export function digits(value) {
  return value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 })
}
