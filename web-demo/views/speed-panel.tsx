import { signal } from '@preact/signals'
import { followsPaths } from 'offcut/forms'
import { compare, type Comparison, type Run } from '../compute/comparison.ts'
import { engine, report } from '../compute/engine.ts'
import { pictureSweep } from '../compute/picture.ts'
import { picture } from '../compute/surface.ts'
import { finest, SIZES } from '../state/view.ts'
import { Choice } from './field.tsx'

const comparison = signal<Comparison | undefined>(undefined)
const step = signal<string | undefined>(undefined)

/** How fast the picture was computed, and by what. */
export function SpeedPanel() {
  const info = engine.value?.info
  const stats = picture.value?.stats
  if (!info || !stats) return null
  return (
    <section class="card speed" aria-label="Speed">
      <h2>The engine</h2>
      <dl>
        <Entry name="Points a second" value={count(stats.pointsPerSecond)} />
        <Entry
          name="Last surface"
          value={`${count(stats.points)} ${hasPaths() ? 'points on time paths' : 'exact optima'} in ${milliseconds(stats.seconds)}`}
        />
        <Entry name="Backend" value={info.backend === 'wasm' ? 'WebAssembly SIMD' : 'plain JavaScript'} />
        <Entry name="Workers" value={info.workers === 0 ? 'none: computes in the page’s own thread' : String(info.workers)} />
      </dl>
      <p class="help">{info.why}</p>
      <Choice
        label="Finest grid"
        value={String(finest.value)}
        options={SIZES.map((size) => ({ value: String(size), label: `${size} × ${size} points` }))}
        onChange={(size) => (finest.value = Number(size))}
      />
      <button type="button" disabled={step.value !== undefined} onClick={run}>
        {step.value ? `Running ${step.value}…` : 'Compare with plain JavaScript'}
      </button>
      <div role="status">{comparison.value && <Result {...comparison.value} />}</div>
    </section>
  )
}

function hasPaths(): boolean {
  const { scenario, size } = picture.value!
  return followsPaths({ ...scenario, sweep: pictureSweep(picture.value!, size) }) !== undefined
}

function Entry({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

async function run(): Promise<void> {
  step.value = 'the engine'
  try {
    comparison.value = await compare(picture.value!, (next) => (step.value = next))
  } catch (error) {
    report(error)
  } finally {
    step.value = undefined
  }
}

function Result({ size, engine: own, exact, naive }: Comparison) {
  const whole = size * size
  const rows: [string, Run][] = [
    ['This engine', own],
    ['Plain JavaScript, same exact method', exact],
    ...(naive ? ([['Plain JavaScript, dense search', naive]] as [string, Run][]) : []),
  ]
  return (
    <>
      <table>
        <caption>
          The surface on the screen, {size} × {size} points
        </caption>
        <thead>
          <tr>
            <th scope="col">Way</th>
            <th scope="col">Points computed</th>
            <th scope="col">Time a point</th>
            <th scope="col">Engine is faster by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, way]) => (
            <tr key={name}>
              <th scope="row">
                {name}, {way.threads === 1 ? '1 thread' : `${way.threads} threads`}
              </th>
              <td>{way.points === whole ? 'all' : `${count(way.points)} (${((100 * way.points) / whole).toPrecision(2)} %)`}</td>
              <td>{nanoseconds(way)}</td>
              <td>{way === own ? '–' : `${ratio(way, own)} ×`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="help">
        Measured just now, in this browser; the best of up to three runs each, transfer from the workers included.
        {own.threads > 1 &&
          ` Per thread the engine is ${[exact, naive]
            .filter((way) => way !== undefined)
            .map((way) => ratio(way, own, own.threads))
            .join(' and ')} times as fast.`}
        {[exact, naive].some((way) => way && way.points < whole) &&
          ' Where all points would take too long, a coarser grid over the same axes stands for them.'}
        {naive
          ? ` The dense search tries a grid of resource volumes at each point; its profit is up to ${(100 * naive.worstLoss).toPrecision(2)} % below the exact optimum.`
          : ' These points are on time paths, which need exact optima: there is no dense search of them.'}
      </p>
    </>
  )
}

function ratio(slow: Run, fast: Run, threads = 1): string {
  const value = slow.seconds / slow.points / (fast.seconds / fast.points) / threads
  return value >= 10 ? Math.round(value).toLocaleString('en') : value.toFixed(1)
}

function nanoseconds({ seconds, points }: Run): string {
  const value = (1e9 * seconds) / points
  return value >= 10_000 ? `${(value / 1000).toFixed(0)} µs` : `${value.toFixed(0)} ns`
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toPrecision(3)} ms`
}

const COUNT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })

function count(value: number): string {
  return value < 1e6 ? Math.round(value).toLocaleString('en') : `${COUNT.format(value)}`
}
