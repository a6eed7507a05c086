import type { SystemResult } from 'offcut/system'
import type { SystemsWords } from '../../texts/en/systems.ts'
import { shownWithUnit } from '../../state/units.ts'
import { named } from './names.ts'
import { percent } from '../../texts/numbers.ts'

/** What an equilibrium comes to, in words. @param before the equilibrium that it is compared with. */
export function answerOf(result: SystemResult, before: SystemResult | undefined, { answer, market }: SystemsWords): string {
  const { status, welfare, prices, indicators, dutyRevenue, rationed } = result
  if (status === 'notConverged') return answer.notConverged
  const change = before && before.status !== 'notConverged' ? welfare - before.welfare : 0
  const isChange = Math.abs(change) > 1e-9 * Math.abs(welfare)
  const burdens = Object.entries(prices)
    .filter(([, price]) => price < 0)
    .map(([name]) => market(...(name.split('@').map(named) as [string, string])))
  const money = (value: number) => shownWithUnit(value, 'money', {})
  const { circularUse } = indicators.system
  return [
    answer.surplus(money(welfare)),
    ...(isChange ? [change > 0 ? answer.more(money(change)) : answer.less(money(-change))] : []),
    ...(burdens.length > 0 ? [answer.paid(burdens.join('; '))] : []),
    ...(circularUse === null ? [] : [answer.circular(percent(circularUse, 1))]),
    ...(dutyRevenue > 0 ? [answer.duties(money(dutyRevenue))] : []),
    ...(rationed.length > 0 ? [answer.rationed(rationed.map(named).join(', '))] : []),
  ].join(' ')
}
