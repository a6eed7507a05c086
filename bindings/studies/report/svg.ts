export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element of SVG or HTML. @param isText whether the content is text, to be escaped, and not markup. */
export function tag(name: string, attributes: Attributes, content = '', isText = false): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${typeof value === 'number' ? short(value) : escape(value)}"`))
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${isText ? escape(content) : content}</${name}>`
}

/** Text as markup shows it. Control characters have no place in a document. */
export function escape(value: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return value.replace(/[\0-\x08\x0b-\x1f\x7f]/g, '').replace(/[&<>"']/g, (sign) => marks[sign])
}

/** Two decimals of a pixel are as many as show. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
