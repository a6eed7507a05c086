import type { Scenario } from 'offcut'
import type { Risk } from 'offcut/studies'
import { known } from '../../known.ts'
import { shownWithUnit } from '../../state/units.ts'
import { count, percent } from '../../texts/numbers.ts'
import type { UncertaintyWords } from '../../texts/en/uncertainty.ts'
import { momentText } from '../kit/moments.ts'
import { PAYS } from './study.ts'

/** How probable it is that the transition pays, when it does so in the middle case, and how bad the worst cases are. */
export function answerOf(
  { probability, probabilityStandardError, metrics }: Risk,
  scenario: Scenario,
  samples: number,
  words: UncertaintyWords,
): string {
  const share = probability[PAYS]
  const { quantiles, none } = metrics.payback
  const middle = quantiles['0.5']
  const when = Number.isFinite(middle) ? momentText(middle, known(scenario.horizon)) : undefined
  const money = (value: number) => shownWithUnit(value, 'money', scenario)
  const worst = metrics.advantage.tails['0.95'].low.CVaR
  const pays =
    none === 0
      ? words.alwaysPays(count(samples))
      : share === 0
        ? words.neverPays(count(samples))
        : words.pays(percent(share), percent(2 * probabilityStandardError[PAYS], 1))
  const inTheMiddle = share === 0 ? [] : [when === undefined ? words.middleNever : words.middleWhen(when)]
  return [pays, ...inTheMiddle, worst < 0 ? words.worstBehind(money(-worst)) : words.worstAhead(money(worst))].join(' ')
}
