/** Numbers as people write them, which JSON does not know: with decimal commas, separators of thousands, or per cent. */

const GROUPS = /^[-+]?\d{1,3}([ '_\u00a0\u202f]\d{3})+([.,]\d+)?$/
const ENGLISH = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/
const CONTINENTAL = /^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/
const DECIMAL_COMMA = /^[-+]?\d*,\d+$/

/** How JSON writes the number of a text, and another reading where there are two; undefined where the text is no number. */
export function writtenNumber(text: string): string | undefined {
  const trimmed = text.trim()
  if (/%$/.test(trimmed)) {
    const share = valueOf(trimmed.slice(0, -1).trim())
    return share === undefined ? undefined : `${Number((share / 100).toPrecision(15))}, the share that ${trimmed} is`
  }
  const value = valueOf(trimmed)
  if (value === undefined) return undefined
  // Three digits behind one comma: a thousand in English, a decimal elsewhere.
  const decimal = ENGLISH.test(trimmed) && trimmed.match(/[,.]/g)?.length === 1 ? Number(trimmed.replace(',', '.')) : value
  return decimal === value ? String(value) : `${value}, or ${decimal} if the comma is a decimal one`
}

function valueOf(text: string): number | undefined {
  if (ENGLISH.test(text)) return Number(text.replaceAll(',', ''))
  if (CONTINENTAL.test(text) && /,|\..*\./.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  if (GROUPS.test(text)) return Number(text.replace(/[ '_\u00a0\u202f]/g, '').replace(',', '.'))
  if (DECIMAL_COMMA.test(text)) return Number(text.replace(',', '.'))
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
}
