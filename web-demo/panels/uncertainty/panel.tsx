import { signal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import '../kit/kit.css'
import '../kit/forms.css'
import { change, draft, problems, scenario } from '../../state/scenario.ts'
import { drawOver } from '../../state/overlays.ts'
import { quantity } from '../../state/quantities.ts'
import { isDragging } from '../../state/view.ts'
import { count } from '../../texts/numbers.ts'
import { Choice } from '../../views/field.tsx'
import { problemText } from '../../state/problems.ts'
import { ChartFigure } from '../kit/chart.tsx'
import { timeName } from '../kit/words.ts'
import { createRunner } from '../kit/run.ts'
import { Running } from '../kit/running.tsx'
import { Warnings } from '../kit/warnings.tsx'
import { parameterName } from '../kit/names.ts'
import { ReportButton } from '../export/report-button.tsx'
import type { Scenario } from 'offcut'
import type { Risk } from 'offcut/studies'
import { answerOf } from './answer.ts'
import { Calibration } from './calibration.tsx'
import { bandChart, indicesChart, overlaysOf, paybackChart, tornadoChart } from './charts.ts'
import { Doubts } from './doubts.tsx'
import { bandsOf, CAUSED, causesOf, riskOptions, SAMPLES, type Banded, type Caused, type Causes } from './study.ts'
import { usualUncertainty } from './uncertain.ts'
import { text } from './words.ts'
import { known } from '../../known.ts'

const samples = signal<number>(SAMPLES[0])
const band = signal<Banded>('advantage')
const metric = signal<Caused>('advantage')
const risks = createRunner<Sureness>()
const causes = createRunner<Causes>()

/** What was found, and of what. */
interface Sureness {
  risk: Risk
  samples: number
  scenario: Scenario
}

/** How sure the answer is, where numbers of the scenario are not certain. */
export default function SurePanel() {
  const words = text.value
  // What the hand still moves is not worth a sample yet.
  useSignalEffect(() => {
    const current = scenario.value
    const wanted = samples.value
    if (isDragging.value || !current.uncertainty) return
    void risks.start(async (services, onProgress) => {
      const risk = await services.risk(current, riskOptions(current, wanted), onProgress)
      return { risk, samples: wanted, scenario: current }
    })
  })
  useSignalEffect(() => {
    const current = scenario.value
    const [wanted, by] = [samples.value, metric.value]
    if (isDragging.value || !current.uncertainty) return
    void causes.start((services, onProgress) => causesOf(services, current, by, wanted, onProgress))
  })
  useSignalEffect(() => {
    const { result } = risks.run.value
    const isKnown = result !== undefined && scenario.value.uncertainty !== undefined
    drawOver('uncertainty', isKnown ? overlaysOf(known(result.risk.overTime), bandsOf(result.scenario), text.value) : [])
  })
  useEffect(
    () => () => {
      drawOver('uncertainty', [])
      risks.stop()
      causes.stop()
    },
    [],
  )
  const isAny = draft.value.uncertainty !== undefined
  return (
    <div class="panel-content">
      <p class="intro">{words.intro}</p>
      <Doubts />
      {!isAny && (
        <p>
          <button type="button" class="strong" onClick={() => change(usualUncertainty(draft.value))}>
            {words.begin}
          </button>
        </p>
      )}
      <UncertaintyProblems />
      <Calibration />
      {isAny && <Results />}
    </div>
  )
}

function UncertaintyProblems() {
  const own = problems.value.filter(({ path }) => path.startsWith('uncertainty'))
  if (own.length === 0) return null
  return (
    <div class="problem" role="alert">
      {own.map((problem) => (
        <p key={problem.path + problem.expected}>
          <code>{problem.path}</code>: {problemText(problem)}
        </p>
      ))}
    </div>
  )
}

function Results() {
  const words = text.value
  const { result } = risks.run.value
  return (
    <>
      <Choice
        label={words.cases}
        help={words.casesHelp}
        value={String(samples.value)}
        options={SAMPLES.map((each) => ({ value: String(each), label: count(each) }))}
        onChange={(value) => (samples.value = Number(value))}
      />
      <Running runner={risks} />
      {result && <Found {...result} />}
      <Reasons />
    </>
  )
}

function Found({ risk, samples, scenario }: Sureness) {
  const words = text.value
  const time = timeName(scenario)
  const horizon = known(scenario.horizon)
  const shown = bandsOf(scenario).includes(band.value) ? band.value : 'advantage'
  const { label, unit } = quantity(shown, scenario)
  const paid = paybackChart(risk, horizon.end, words, time)
  const answer = answerOf(risk, scenario, samples, words)
  return (
    <>
      <p class="answer" role="status">
        {answer}
      </p>
      <Choice
        label={words.bandsOf}
        help={words.bandsHelp}
        value={shown}
        options={bandsOf(scenario).map((name) => ({ value: name, label: quantity(name, scenario).label }))}
        onChange={(name) => (band.value = name)}
      />
      <div class="charts-wide" aria-busy={risks.run.value.isRunning}>
        <ChartFigure isOverTime chart={bandChart(known(risk.overTime), shown, `${label}${unit && ` (${unit})`}`, words, time)} />
        {paid && <ChartFigure isOverTime chart={paid} />}
      </div>
      <Warnings list={risk.warnings} />
      <ReportButton command="risk" options={riskOptions(scenario, samples)} result={risk} seed={1} scenario={scenario} answer={answer} />
    </>
  )
}

/** Which of the uncertain numbers makes the answer unsure. */
function Reasons() {
  const words = text.value
  const { result } = causes.run.value
  const name = (path: string) => parameterName(path, scenario.value)
  const label = quantity(metric.value, scenario.value).label
  const shares = result && indicesChart(result.indices, name, words)
  return (
    <>
      <h3>{words.reasons}</h3>
      <Choice
        label={words.reasonsOf}
        value={metric.value}
        options={CAUSED.map((each) => ({ value: each, label: quantity(each, scenario.value).label }))}
        onChange={(value) => (metric.value = value)}
      />
      <Running runner={causes} />
      {result && result.metric === metric.value && (
        <>
          <div class="charts-wide" aria-busy={causes.run.value.isRunning}>
            <ChartFigure chart={tornadoChart(result.tornado, words.tornadoTitle(label), label, name, words)} />
            {shares ? <ChartFigure chart={shares} /> : <p class="help">{words.noVariance(label)}</p>}
          </div>
          <p class="help">{words.reasonsHelp}</p>
          <Warnings list={result.warnings} />
        </>
      )}
    </>
  )
}
