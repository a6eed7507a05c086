/** Changes of what a system consists of: enterprises and links that come and go. */
import type { SystemInput } from 'offcut/system'

/** The document with another enterprise like one of its own, under a name that is free. */
export function withCopyOf(document: SystemInput, index: number): SystemInput {
  const { enterprises = [] } = document
  const like = enterprises[index]
  const copy = { ...structuredClone(like), name: freeName(like.name ?? '', new Set(enterprises.map(({ name }) => name))) }
  return { ...document, enterprises: [...enterprises.slice(0, index + 1), copy, ...enterprises.slice(index + 1)] }
}

export function withoutEnterprise(document: SystemInput, index: number): SystemInput {
  return { ...document, enterprises: document.enterprises?.filter((_, i) => i !== index) }
}

/** The document with a link that carries a material from one region to another, at no cost and without limit. */
export function withLink(document: SystemInput, material: string, from: string, to: string): SystemInput {
  const { links = [] } = document
  const name = freeName(`${material} ${from}–${to}`, new Set(links.map((link) => link.name)))
  return { ...document, links: [...links, { name, material, from, to, cost: 0 }] }
}

export function withoutLink(document: SystemInput, index: number): SystemInput {
  return { ...document, links: document.links?.filter((_, i) => i !== index) }
}

/** A name, or the name with the first number from 2 on that makes it another one. */
function freeName(name: string, taken: ReadonlySet<unknown>): string {
  if (!taken.has(name)) return name
  const base = name.replace(/ \d+$/, '')
  for (let number = 2; number <= taken.size + 2; number++) if (!taken.has(`${base} ${number}`)) return `${base} ${number}`
  return name
}
