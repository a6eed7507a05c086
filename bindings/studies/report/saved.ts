import type { OwnUnits } from '../../model/units.ts'
import type { Calibration } from '../calibrate/calibrate.ts'
import type { Comparison } from '../compare/compare.ts'
import type { Discovery } from '../discover/discover.ts'
import type { IndicesResult, IndicesStudy } from '../indices/study.ts'
import type { Risk } from '../risk/risk.ts'
import type { Sought } from '../seek/seek-values.ts'
import type { Tornado } from '../tornado/tornado.ts'
import { calibrationDocument } from './calibrate.ts'
import { comparisonDocument, type SideBySide } from './compare.ts'
import { discoveryDocument } from './discover.ts'
import type { Document } from './document.ts'
import type { Timing } from '../timing/timing.ts'
import { indicesDocument } from './indices.ts'
import { riskDocument, type RiskView } from './risk.ts'
import { seekDocument, type Goal } from './seek.ts'
import { timingDocument } from './timing.ts'
import { tornadoDocument } from './tornado.ts'
import type { ReportWords } from './words.ts'

/** A result as it was saved: numbers that JSON has no word for are null. */
export interface Saved {
  command: string
  options: Record<string, unknown>
  result: unknown
  /** What was read: of scenarios, the words of their units stand in the tables. */
  input?: { scenarios?: readonly unknown[] }
}

/** Metrics and, beside them, what the study was. */
type SavedIndices = { about: Omit<IndicesStudy, 'metrics'> } & IndicesResult

type Renderer = (
  result: never,
  options: never,
  names: readonly string[],
  units: OwnUnits | undefined,
  words: ReportWords | undefined,
) => Document

/** How the result of each command is shown. */
const RENDERERS: Record<string, Renderer> = {
  calibrate: (result: Calibration, options: object) => calibrationDocument(result, options),
  discover: (result: Discovery, { when }: { when: string }) => discoveryDocument(result, when),
  risk: (result: Risk, options: RiskView, _, units, words) => riskDocument(result, options, units, words),
  indices: ({ about, ...metrics }: SavedIndices, _: object, __, units) => indicesDocument({ ...about, metrics }, units),
  tornado: (result: Tornado, { metric }: { metric: string }, _, units) => tornadoDocument(result, metric, units),
  timing: (result: Timing, _: object, __, units, words) => timingDocument(result, units, words),
  seek: (result: Sought, options: Goal, _, units) => seekDocument(result, options, units),
  compare: (result: { comparisons?: Comparison[]; sideBySide: SideBySide } & Partial<Comparison>, _: object, names, units) =>
    comparisonDocument(result.comparisons ?? [result as Comparison], names, result.sideBySide, units),
}

/**
 * A saved result as a document, without computing again; undefined for a command that is no study.
 * @param words of another language, for risk and timing: all but the first sentence is in them.
 */
export function documentOf(
  { command, options, result, input }: Saved,
  names: readonly string[],
  words?: ReportWords,
): Document | undefined {
  const [scenario] = (input?.scenarios ?? []) as { units?: OwnUnits }[]
  return RENDERERS[command]?.(result as never, options as never, names, scenario?.units, words)
}
