/** What the library warns of in studies, in the page's language: by the form of its English sentences, and else in those. */
import { metricEntry, parameterEntry } from 'offcut/forms'
import { parameterInfo } from './fields.ts'
import { quantity } from './quantities.ts'
import { inEnglish, warnings as de } from '../texts/de/warnings.ts'
import { language } from '../texts/index.ts'
import { numbers } from '../texts/numbers.ts'

/** @param scenario whose names of resources stand in it */
export function warningText(text: string, scenario: unknown): string {
  if (language.value === 'en') return text
  for (const [form, say] of de) {
    const parts = form.exec(text)
    if (parts) return say(...parts.slice(1).map((part) => written(part, scenario)))
  }
  return inEnglish(text)
}

const TITLES: Record<string, string> = { Output: 'output', Waste: 'waste', 'Additional output': 'additionalOutput' }

function written(part: string, scenario: unknown): string {
  const metric = TITLES[part] ?? part
  if (metricEntry(metric)) return quantity(metric, scenario).label
  if (parameterEntry(part)) return parameterInfo(part, scenario).label
  return /^-?\d[\d.]*$/.test(part) ? numbers.value.exact(Number(part)) : part
}
