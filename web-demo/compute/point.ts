import { signal } from '@preact/signals'
import { REGIMES, STATUSES, type MetricName, type Regime, type Scenario, type Status } from 'offcut'
import { flowMetrics } from '../state/quantities.ts'
import { withAt } from '../state/tree.ts'
import { startedEngine } from './engine.ts'
import { report } from '../state/failure.ts'
import { stillAxes, type PictureRequest } from './picture.ts'
import { takeTogether } from './together.ts'

/** A place on the two axes of a picture. */
export interface Place {
  x: number
  y: number
}

/** Every quantity at one place of a picture. */
export interface Point {
  place: Place
  values: ReadonlyMap<string, number>
  /** Whether each resource is at a bound; empty where resources follow a path, off their optimum. */
  regimes: Regime[]
  status: Status
  /** The scenario there: with the place's own parameters, and with prices and costs as they are at that time. */
  scenario: Scenario
}

/** The point of the current scenario, marked in the picture. */
export const current = signal<Point | undefined>(undefined)

/** The place under the pointer, or where the keys have moved the cross-hair. */
export const crosshair = signal<Place | undefined>(undefined)

/** The point at the cross-hair. */
export const hovered = signal<Point | undefined>(undefined)

async function pointAt(request: PictureRequest, { x, y }: Place): Promise<Point> {
  const { scenario, axes, metric } = request
  const factors = scenario.factors.length
  const hasRegimes = scenario.dynamics.mode === 'optimum' && scenario.transformation?.law !== 'invested'
  const regimes = scenario.factors.flatMap((_, i): MetricName[] => (hasRegimes ? [`regime[${i as 0 | 1}]`] : []))
  const { metrics, status } = await startedEngine()
    .sweep(scenario, {
      axes: [...stillAxes(request), { parameter: axes[0].parameter, values: [x] }, { parameter: axes[1].parameter, values: [y] }],
      metrics: [...new Set<MetricName>([...flowMetrics(factors), metric, ...regimes])],
    })
    .result()
  return {
    place: { x, y },
    values: new Map(Object.entries(metrics).map(([name, [value]]) => [name, value])),
    regimes: regimes.map((name) => REGIMES[metrics[name][0]]),
    status: STATUSES[status[0]],
    scenario: await scenarioAt(request, { x, y }),
  }
}

async function scenarioAt({ scenario, axes, time }: PictureRequest, place: Place): Promise<Scenario> {
  const values = [place.x, place.y]
  const there = axes.reduce((next, { parameter }, i) => (isMoment(parameter) ? next : withAt(next, parameter, values[i])), scenario)
  if (!there.changes?.length) return there
  const { atTime } = await import('../../bindings/equilibria/at-time.ts')
  const at = axes.findIndex(({ parameter }) => parameter === 'time')
  return atTime(there as Parameters<typeof atTime>[0], at < 0 ? time : values[at]) as Scenario
}

function isMoment(parameter: string): boolean {
  return parameter === 'time' || parameter === 'level'
}

/** Takes the answer to the newest question only. */
function asker(take: (point: Point | undefined) => void) {
  let asked = 0
  return async (request: PictureRequest, place: Place | undefined) => {
    const mine = ++asked
    try {
      const answer = place ? pointAt(request, place) : Promise.resolve(undefined)
      await takeTogether(answer, (point) => mine === asked && take(point))
    } catch (error) {
      if (mine === asked) report(error)
    }
  }
}

export const askCurrent = asker((point) => (current.value = point))

/** The point of the baseline at the same moment, which differences are from. */
export const baselinePoint = signal<Point | undefined>(undefined)

export const askBaseline = asker((point) => (baselinePoint.value = point))

const askHovered = asker((point) => (hovered.value = point))

export function hover(request: PictureRequest, place: Place | undefined): void {
  crosshair.value = place
  void askHovered(request, place)
}
