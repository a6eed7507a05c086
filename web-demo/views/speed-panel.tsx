import { signal } from '@preact/signals'
import { followsPaths } from 'offcut/forms'
import { compare, type Comparison, type Run } from '../compute/comparison.ts'
import { engineInfo } from '../compute/engine.ts'
import { report } from '../state/failure.ts'
import { pictureSweep } from '../compute/picture.ts'
import { picture, shownPicture } from '../compute/surface.ts'
import { finest, SIZES } from '../state/view.ts'
import { speed as de } from '../texts/de/speed.ts'
import { speed as en, type SpeedWords } from '../texts/en/speed.ts'
import { panelWords } from '../texts/index.ts'
import { count as whole, numbers, percent, short } from '../texts/numbers.ts'
import { Choice } from './field.tsx'
import './speed.css'

const panelText = panelWords({ en, de })

const comparison = signal<Comparison | undefined>(undefined)
const step = signal<keyof SpeedWords['steps'] | undefined>(undefined)

/** How fast the picture was computed, and by what. */
export default function SpeedPanel() {
  const text = panelText.value
  const info = engineInfo.value
  const stats = picture.value?.stats
  if (!info || !stats) return null
  return (
    <div class="speed">
      <dl>
        <Entry name={text.pointsPerSecond} value={count(stats.pointsPerSecond)} />
        <Entry name={text.last} value={(hasPaths() ? text.onPaths : text.optima)(count(stats.points), milliseconds(stats.seconds))} />
        <Entry name={text.backend} value={info.backend === 'wasm' ? text.simd : text.plain} />
        <Entry name={text.workers} value={info.workers === 0 ? text.noWorkers : String(info.workers)} />
      </dl>
      {(info.backend === 'js' || info.workers === 0) && <p class="help">{info.why}</p>}
      <Choice
        label={text.finest}
        value={String(finest.value)}
        options={SIZES.map((size) => ({ value: String(size), label: text.size(String(size)) }))}
        onChange={(size) => (finest.value = Number(size))}
      />
      <button type="button" disabled={step.value !== undefined} onClick={run}>
        {step.value ? text.running(text.steps[step.value]) : text.compare}
      </button>
      <div role="status">{comparison.value && <Result {...comparison.value} />}</div>
    </div>
  )
}

function hasPaths(): boolean {
  const { scenario, size } = shownPicture()
  return followsPaths({ ...scenario, sweep: pictureSweep(shownPicture(), size) }) !== undefined
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
  step.value = 'engine'
  try {
    comparison.value = await compare(shownPicture(), (next) => (step.value = next))
  } catch (error) {
    report(error)
  } finally {
    step.value = undefined
  }
}

function Result({ size, engine: own, exact, naive }: Comparison) {
  const text = panelText.value
  const points = size * size
  const rows: [string, Run][] = [
    [text.rows.engine, own],
    [text.rows.exact, exact],
    ...(naive ? ([[text.rows.dense, naive]] as [string, Run][]) : []),
  ]
  return (
    <>
      <table>
        <caption>{text.caption(String(size))}</caption>
        <thead>
          <tr>
            <th scope="col">{text.way}</th>
            <th scope="col">{text.computed}</th>
            <th scope="col">{text.timePerPoint}</th>
            <th scope="col">{text.faster}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, way]) => (
            <tr key={name}>
              <th scope="row">
                {name}, {text.threads(String(way.threads))}
              </th>
              <td>
                {way.points === points ? text.all : text.share(count(way.points), percent(Number((way.points / points).toPrecision(2)), 2))}
              </td>
              <td>{nanoseconds(way)}</td>
              <td>{way === own ? '–' : `${ratio(way, own)} ×`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="help">
        {text.measured}
        {own.threads > 1 && text.perThread([exact, naive].filter((way) => way !== undefined).map((way) => ratio(way, own, own.threads)))}
        {[exact, naive].some((way) => way && way.points < points) && text.coarser}
        {naive ? text.loss(percent(Number(naive.worstLoss.toPrecision(2)), 2)) : text.noDense}
      </p>
    </>
  )
}

function ratio(slow: Run, fast: Run, threads = 1): string {
  const value = slow.seconds / slow.points / (fast.seconds / fast.points) / threads
  return value >= 10 ? whole(value) : short(Number(value.toFixed(1)))
}

function nanoseconds({ seconds, points }: Run): string {
  const value = (1e9 * seconds) / points
  return value >= 10_000 ? `${whole(value / 1000)} µs` : `${whole(value)} ns`
}

function milliseconds(seconds: number): string {
  return `${short(Number((seconds * 1000).toPrecision(3)))} ms`
}

function count(value: number): string {
  return value < 1e6 ? whole(value) : numbers.value.compact(value)
}
