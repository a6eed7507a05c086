/** Whatever the library exports says what it is: every function, class, type and constant, and every member that is not private. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseSync } from 'vite'

/** What this test reads of a node of a syntax tree. */
type Syntax = Record<string, any> & { type: string; start: number }

/** A file that exports a name, and the name. */
type Export = [file: string, name: string]

async function parsed(file: string) {
  const text = await readFile(file, 'utf8')
  const { program, comments } = parseSync(file, text)
  /** Whether a docstring stands before a place, with nothing but other comments and modifiers between. */
  const isDescribed = (at: number) => {
    const doc = comments.findLast(({ type, value, end }) => type === 'Block' && value.startsWith('*') && end <= at)
    return doc !== undefined && /^(\s|\/\/.*\n|export |async |readonly |static )*$/.test(text.slice(doc.end, at))
  }
  return { body: program.body as unknown as Syntax[], isDescribed }
}

const namesOf = ({ declarations, id }: Syntax): string[] => declarations?.map((each: Syntax) => each.id.name) ?? [id?.name]

/** What a file exports, by where it is declared. */
async function exportsOf(file: string): Promise<Export[]> {
  const { body } = await parsed(file)
  const found = body.map(async (node): Promise<Export[]> => {
    if (node.declaration && node.type === 'ExportNamedDeclaration') return namesOf(node.declaration).map((name) => [file, name])
    if (!node.source || !node.type.startsWith('Export')) return []
    const target = join(file, '..', node.source.value)
    if (node.type === 'ExportAllDeclaration') return exportsOf(target)
    const names: string[] = node.specifiers.map(({ local }: Syntax) => local.name)
    const there = await exportsOf(target)
    return names.map((name) => there.find(([, own]) => own === name) ?? [target, name])
  })
  return (await Promise.all(found)).flat()
}

function membersOf({ type, body, typeAnnotation }: Syntax): Syntax[] {
  if (type === 'TSInterfaceDeclaration') return body.body
  if (type === 'TSTypeAliasDeclaration') return typeAnnotation.members ?? []
  if (type !== 'ClassDeclaration') return []
  return body.body.filter((each: Syntax) => each.key?.type === 'Identifier' && !each.override && each.kind !== 'constructor')
}

/** Names of a declaration and its members without a docstring; of several of one name, one may have it for all. */
async function undescribed([file, name]: Export): Promise<string[]> {
  const { body, isDescribed } = await parsed(file)
  const declared = body
    .map((node) => ({ at: node.start, node: (node.declaration ?? node) as Syntax }))
    .filter(({ node }) => namesOf(node).includes(name))
  const places = declared.flatMap(({ at, node }) => [
    { name, at },
    ...membersOf(node).map(({ key, start }) => ({ name: `${name}.${key?.name ?? key?.value}`, at: start })),
  ])
  const described = new Set(places.filter(({ at }) => isDescribed(at)).map((place) => place.name))
  return [...new Set(places.map((place) => place.name))].filter((each) => !described.has(each)).map((each) => `${file}: ${each}`)
}

test.each(['node', 'studies/index', 'system/index', 'forms'])('all of what bindings/%s.ts exports', async (entry) => {
  const exported = await exportsOf(`bindings/${entry}.ts`)
  expect(exported.length).toBeGreaterThan(5)
  // Tables, charts and words of a report have types that are told apart by their names.
  const told = exported.filter(([file]) => !file.startsWith('bindings/studies/report/'))
  expect((await Promise.all(told.map(undescribed))).flat()).toEqual([])
})
