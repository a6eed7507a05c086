import type { Scenario } from 'offcut'
import { metricEntry } from 'offcut/forms'
import type { ReportWords } from 'offcut/studies'
import { parameterInfo } from '../../state/fields.ts'
import { quantity } from '../../state/quantities.ts'
import { shown, shownWithUnit } from '../../state/units.ts'
import { report as de, type ReportTexts } from '../../texts/de/report.ts'
import { language, panelWords, words } from '../../texts/index.ts'
import { numbers } from '../../texts/numbers.ts'
import { warningText } from '../../state/warnings.ts'

/** English is what the library speaks itself. */
const texts = panelWords<ReportTexts | undefined>({ en: undefined, de })

/** What a report says in the page's language; undefined where that is the library's. */
export function reportWords(scenario: Scenario): ReportWords | undefined {
  const own = texts.value
  if (own === undefined) return undefined
  const name = (metric: string) =>
    metric === 'worth' ? own.worth : metric === 'time' ? parameterInfo('time', scenario).label : quantity(metric, scenario).label
  // Where a report has percent, it says so itself.
  const unit = (metric: string) =>
    metric === 'worth'
      ? quantity('npv', scenario).unit
      : metric === 'time'
        ? parameterInfo('time', scenario).unit
        : metricEntry(metric)?.unit === 'share'
          ? ''
          : quantity(metric, scenario).unit
  return {
    ...own,
    language: language.value,
    decimal: numbers.value.exact(0.5).charAt(1),
    group: numbers.value.count(1e6).charAt(1),
    month: (time) => numbers.value.month(time, 'long'),
    name,
    named: (metric) => [name(metric), unit(metric)].filter(Boolean).join(', '),
    unit,
    warning: (text) => warningText(text, scenario),
    path: { ...own.path, assumed: (of) => assumed(of, own) },
  }
}

function assumed(scenario: Scenario, { assumed: say }: ReportTexts): string[] {
  const { transformation, discountRate, investment, dynamics, factors, waste, recycling } = scenario
  const money = (value: number) => shownWithUnit(value, 'money', scenario)
  const { laws, modes } = words.value
  return [
    say.law(laws[transformation?.law ?? 'constant'].label, modes[dynamics.mode].label),
    say.value(shownWithUnit(discountRate, '1/year', scenario), money(investment.conversionCost)),
    say.resources(factors.map(({ price }) => money(price))),
    say.waste(money(waste.disposalCost), money(recycling.processingCost), shown(recycling.yield, ''), money(recycling.price)),
  ]
}

/** What changes over time, in the page's language; '' where nothing does. */
export function meanwhile(scenario: Scenario): string {
  const paths = (scenario.changes ?? []).flatMap((change) =>
    'parameter' in change ? [change.parameter] : 'parameters' in change ? change.parameters : Object.keys(change.effects),
  )
  return paths.length === 0 || !texts.value ? '' : texts.value.meanwhile(paths.map((path) => parameterInfo(path, scenario).label))
}
