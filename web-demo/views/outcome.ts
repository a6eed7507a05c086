import type { Paths } from '../compute/paths.ts'
import { summaryOf, type Summary } from '../compute/summary.ts'
import { shownWithUnit } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { percent, short } from '../texts/numbers.ts'
import { momentInSentence, momentText } from './moment-text.ts'

/** Whether and when the transition pays, in words. */
export function outcome(paths: Paths): string {
  const { path, scenario } = paths
  const text = words.value.headline
  if (path.status === 'domainError' || path.status === 'notConverged') return text[path.status]
  const { deepest, payback, atEnd, isChange, levelAtEnd, profitAtEnd } = summaryOf(paths)
  const money = (value: number) => shownWithUnit(value, 'money', scenario)
  if (!isChange) return text.throughout(percent(levelAtEnd), shownWithUnit(profitAtEnd, 'money/year', scenario))
  const behind = deepest && text.behind(money(-deepest.value), momentText(deepest.time, scenario))
  if (payback === null) return text.neverPays(behind ?? '', money(-atEnd))
  if (deepest === undefined && atEnd === 0) return text.noDifference
  if (behind === undefined || payback === path.time[0]) return text.paysAtOnce(money(atEnd))
  return text.pays(momentInSentence(payback, scenario), behind, money(atEnd))
}

/** The answer in a few words, for where there is no room. */
export function shortOutcome(paths: Paths): string {
  const { payback, atEnd, isChange } = summaryOf(paths)
  const text = words.value.headline
  if (!isChange || !Number.isFinite(atEnd)) return outcome(paths)
  const ahead = shownWithUnit(atEnd, 'money', paths.scenario)
  return payback === null ? text.shortNever(ahead) : text.shortPays(momentText(payback, paths.scenario), ahead)
}

/** The profit a year at the end, against that of the same enterprise without the transition. */
export function comparison(paths: Paths): string | undefined {
  const text = words.value.headline
  const summary = summaryOf(paths)
  if (!summary.isChange || !Number.isFinite(summary.profitAtEnd)) return undefined
  const stage = summary.levelAtEnd > 0.995 ? text.fullRecycling : text.partRecycling(percent(summary.levelAtEnd))
  return text.sentence(
    stage,
    compare(summary, (value) => shownWithUnit(value, 'money/year', paths.scenario)),
  )
}

function compare({ unchangedProfitAtEnd: without, profitAtEnd: withIt }: Summary, money: (value: number) => string): string {
  const text = words.value.headline
  if (without > 0 && withIt > 0) {
    const ratio = withIt / without
    if (ratio >= 1.45) return text.times(short(Number(ratio.toFixed(ratio < 10 ? 1 : 0))))
    const difference = Math.abs(ratio - 1)
    if (difference < 0.005) return text.same
    return ratio > 1 ? text.more(percent(difference)) : text.less(percent(difference))
  }
  if (withIt > 0) return text.gains(money(withIt), money(-without))
  if (without > 0) return text.loses(money(-withIt), money(without))
  return text.bothLose(money(-withIt), money(-without))
}
