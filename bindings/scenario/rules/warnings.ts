import { existing, type Problem } from '../../errors.ts'
import { LAW_ENTRIES, type LawEntry } from '../../model/laws.ts'
import { entryOf } from '../../model/parameters.ts'
import { getNumber } from '../text/json-paths.ts'
import type { Scenario, Transformation } from '../types.ts'

/**
 * What is allowed in a scenario and yet probably not meant, each with a fix.
 *
 * @param undrawn Whether what is computed draws no sample, so that random processes in `changes` rest. Default false.
 */
export function scenarioWarnings(scenario: Scenario, { undrawn = false }: { undrawn?: boolean } = {}): Problem[] {
  return [...rateWarning(scenario), ...transitionWarning(scenario), ...(undrawn ? restWarning(scenario) : [])]
}

/** A random process is 1 where no sample is drawn. */
export function restWarning({ changes = [] }: Scenario): Problem[] {
  const j = changes.findIndex((change) => 'process' in change)
  if (j < 0) return []
  const fix =
    'draw one with "sample" and "seed" (--sample 0 --seed 1), or many with an axis of samples, { "samples": 1000 }, or with offcut risk'
  return [
    {
      path: `changes[${j}].process`,
      value: (changes[j] as { process: string }).process,
      expected: 'a sample to be drawn, as without one its factor is 1 throughout',
      fix,
    },
  ]
}

function rateWarning({ discountRate }: Scenario): Problem[] {
  if (discountRate <= 1) return []
  const fix = `write ${Number((discountRate / 100).toPrecision(15))} for ${discountRate} %`
  return [{ path: 'discountRate', value: discountRate, expected: 'a share per year, as a rule below 0.3', fix }]
}

/** A level that does not move within the horizon, although it moves before or after. */
function transitionWarning({ transformation, horizon }: Scenario): Problem[] {
  const span = transformation && spanOf(transformation)
  if (span === undefined || horizon === undefined) return []
  const { path, from, to } = span
  const { start, end } = horizon
  if (start === end || (to > start && from < end)) return []
  const when = to <= start ? `ends at ${to}, before horizon.start, ${start}` : `starts at ${from}, after horizon.end, ${end}`
  const fix = 'use years of one kind in both, either calendar years or years from the start'
  return [
    {
      path,
      value: to <= start ? to : from,
      expected: `a transition within the horizon; this one ${when}, so that its level stays the same`,
      fix,
    },
  ]
}

/** Beyond so many timescales from its middle, a law without an end has moved all but 1e-9 of its way. */
const TIMESCALES = 21

interface Span {
  path: string
  from: number
  to: number
}

/** When a law moves the level, all but 1e-9 of its way. */
function spanOf(transformation: Transformation): Span | undefined {
  if (transformation.law === 'table') {
    const { times } = transformation
    return times.length < 2 ? undefined : { path: 'transformation.times', from: times[0], to: times[times.length - 1] }
  }
  const { keys, kinks }: LawEntry = LAW_ENTRIES[transformation.law]
  const path = keys.map((key) => `transformation.${key}`).find((path) => entryOf(path).unit === 'time')
  if (path === undefined) return undefined
  const at = existing(getNumber({ transformation }, path), path)
  const length = getNumber(transformation, 'duration') ?? TIMESCALES * (getNumber(transformation, 'timescale') ?? Infinity)
  return { path, from: kinks.length > 0 ? at : at - length, to: at + length }
}
