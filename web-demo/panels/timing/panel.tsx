import '../kit/kit.css'
import '../kit/forms.css'
import { signal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Scenario, ScenarioInput, TimePath } from 'offcut'
import type { Timing, TimingOptions, XyChart } from 'offcut/studies'
import { paths } from '../../compute/paths.ts'
import { change, draft, scenario } from '../../state/scenario.ts'
import { drawOver } from '../../state/overlays.ts'
import { unitWords } from '../../state/units.ts'
import { isDragging } from '../../state/view.ts'
import { Choice } from '../../views/field.tsx'
import { ReportButton } from '../export/report-button.tsx'
import { ChartFigure } from '../kit/chart.tsx'
import { NumberBox, Row } from '../kit/fields.tsx'
import { createRunner } from '../kit/run.ts'
import { Running } from '../kit/running.tsx'
import { Table } from '../kit/table.tsx'
import { Warnings } from '../kit/warnings.tsx'
import { timeName } from '../kit/words.ts'
import { answerOf, worthTable } from './answer.ts'
import { text } from './words.ts'

const CONTINUATIONS = ['default', 'none', 'hold', 'stationary'] as const

/** Percentage points a year; null is an empty field, NaN what is no number. */
const rate = signal<number | null>(20)
const fall = signal<number | null>(null)
const continuation = signal<(typeof CONTINUATIONS)[number]>('default')
const runner = createRunner<{ timing: Timing; options: TimingOptions; scenario: Scenario }>()

/** The fields as options of the study; undefined while one of them is wrong. */
function optionsOf(): TimingOptions | undefined {
  if (rateIsWrong() || fallIsWrong()) return undefined
  return {
    rate: rate.value === null ? null : rate.value / 100,
    ...(fall.value && { fall: fall.value / 100 }),
    ...(continuation.value !== 'default' && { continuation: continuation.value }),
  }
}

const rateIsWrong = () => rate.value !== null && !(rate.value > 0)
const fallIsWrong = () => fall.value !== null && fall.value !== 0 && !(fall.value > 0 && rate.value !== null)

/** When and how fast to transform: the course that is worth the most, beside the scenario's own. */
export default function TimingPanel() {
  const words = text.value
  useSignalEffect(() => {
    const [current, options] = [scenario.value, optionsOf()]
    if (isDragging.value || !options) return
    void runner.start(async (services) => ({ timing: await services.timing(current, options), options, scenario: current }))
  })
  useSignalEffect(() => {
    const { result } = runner.run.value
    const isCourse = result && !result.timing.startDistribution
    drawOver('timing', isCourse ? [{ chart: 'level', label: text.value.best, ...overlayOf(result.timing) }] : [])
  })
  useEffect(
    () => () => {
      drawOver('timing', [])
      runner.stop()
    },
    [],
  )
  const { result, isRunning } = runner.run.value
  return (
    <div class="panel-content">
      <p class="intro">{words.intro}</p>
      <Fields />
      <Running runner={runner} />
      {result && (
        <div aria-busy={isRunning} class="found">
          <p class="answer" role="status">
            {answerOf(result.timing, result.scenario, words)}
          </p>
          <div class="charts-wide">
            <ChartFigure chart={chartOf(result.timing, paths.value?.path)} isOverTime />
            <section>
              <h3>{words.worth}</h3>
              <Table {...worthTable(result.timing, words, unitWords('money', result.scenario))} />
            </section>
          </div>
          <UseButton {...result.timing} />
          <Warnings list={result.timing.warnings} of={result.scenario} />
          <ReportButton
            command="timing"
            options={commandOptions(result.options)}
            result={result.timing}
            scenario={result.scenario}
            answer={answerOf(result.timing, result.scenario, words)}
          />
        </div>
      )}
    </div>
  )
}

function Fields() {
  const words = text.value
  return (
    <Row>
      <NumberBox
        label={words.rate}
        unit="%"
        value={rate.value ?? undefined}
        help={words.rateHelp}
        problem={rateIsWrong() ? words.rateProblem : undefined}
        onChange={(next) => (rate.value = next)}
      />
      <NumberBox
        label={words.fall}
        unit="%"
        value={fall.value ?? undefined}
        help={words.fallHelp}
        problem={fallIsWrong() ? words.fallProblem : undefined}
        onChange={(next) => (fall.value = next)}
      />
      <Choice
        label={words.continuation}
        value={continuation.value}
        options={CONTINUATIONS.map((name) => ({ value: name, label: words.continuations[name] }))}
        help={continuation.value === 'default' ? words.usual : undefined}
        onChange={(name) => (continuation.value = name)}
      />
    </Row>
  )
}

/** The best course as the law: it moves once, evenly, or the page has no law of its form. */
function UseButton({ intervals }: Timing) {
  if (intervals.length !== 1 || intervals[0][0] === intervals[0][1]) return null
  const [[start, end, from, to]] = intervals
  const use = () => change({ ...draft.value, transformation: { law: 'linear', from, to, start, duration: end - start } } as ScenarioInput)
  return (
    <p class="chart-actions">
      <button type="button" onClick={use}>
        {text.value.use}
      </button>
    </p>
  )
}

/** As the command line takes them. */
function commandOptions({ rate: fastest, ...others }: TimingOptions): Record<string, unknown> {
  return { rate: fastest ?? 'none', ...others }
}

/** The course with its corners: between samples it may jump or turn. */
function cornersOf({ path, intervals }: Timing): [number, number][] {
  const points = Array.from(path.time, (time, i): [number, number] => [time, path.level[i]])
  const corners = intervals.flatMap(([start, end, from, to]): [number, number][] => [
    [start, from],
    [end, to],
  ])
  const between = points.filter(([time]) => !corners.some(([at]) => at === time))
  // Of two points at one time, a jump's, the level before comes first.
  return [...between, ...corners].sort(([a], [b]) => a - b)
}

function overlayOf(timing: Timing) {
  const corners = cornersOf(timing)
  return { times: corners.map(([time]) => time), values: corners.map(([, level]) => level) }
}

const inPercent = ([at, share]: [number, number]): [number, number] => [at, 100 * share]

function chartOf(timing: Timing, own: TimePath | undefined): XyChart {
  const words = text.value
  const time = timeName(scenario.value)
  if (timing.startDistribution) {
    return {
      kind: 'xy',
      title: words.started,
      x: time,
      y: words.probability,
      lines: [{ name: words.probability, points: timing.startDistribution.map(inPercent) }],
    }
  }
  const lines = [{ name: words.best, points: cornersOf(timing).map(inPercent) }]
  if (own) lines.push({ name: words.own, points: Array.from(own.time, (at, i): [number, number] => [at, 100 * own.columns.level[i]]) })
  return { kind: 'xy', title: words.courses, x: time, y: words.level, lines }
}
