// Splits build/whole.wat in two modules: build/paths.wasm has the functions that nothing but PATHS reaches, build/offcut.wasm all else. The
// first has no memory, data or start of its own: it is linked to an instance of the other, whose memory, variables and functions it imports.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import binaryen from 'assemblyscript/binaryen'

const PATHS = ['preparePaths', 'runPaths']

const root = new URL('../', import.meta.url)
const whole = await readFile(new URL('build/whole.wat', root), 'utf8')
// Modules of two builds do not fit together: memory has the name of its build.
const build = createHash('sha256').update(whole).digest('hex').slice(0, 8)

const optima = parse(whole)
for (const name of PATHS) optima.removeExport(name)
optima.runPasses(['remove-unused-module-elements'])

const paths = parse(
  whole.replace(/^ \((start|data|memory) .*\n/gm, '').replace(/^ \(global /m, ` (import "optima" "${build}" (memory $0 1))\n$&`),
)
for (const { name } of exportsOf(paths)) if (!PATHS.includes(name)) paths.removeExport(name)
globalsOf(optima).forEach(({ name, type, mutable }, i) => {
  paths.removeGlobal(name)
  paths.addGlobalImport(name, 'optima', `g${i.toString(36)}`, type, mutable)
})
functionsOf(optima).forEach(({ name, params, results, body }, i) => {
  // What calls nothing is small: a copy costs less than calls from one instance to another.
  if (!binaryen.emitText(body).includes('(call ')) return
  paths.removeFunction(name)
  paths.addFunctionImport(name, 'optima', `f${i.toString(36)}`, params, results)
})
paths.runPasses(['remove-unused-module-elements'])

optima.addMemoryExport('0', build)
for (const { name, base } of globalsOf(paths)) if (base) optima.addGlobalExport(name, base)
for (const { name, base } of functionsOf(paths)) if (base) optima.addFunctionExport(name, base)
inline(optima, { anywhere: 6, light: 20, once: 200 })
inline(paths, { anywhere: 12, light: 36, once: 200 })
await save(optima, 'offcut')
await save(paths, 'paths')

/**
 * Has small functions stand where they are called, up to these sizes: of any function, of those without calls and loops, of those called once.
 * A fifth of the time of paths and a tenth of that of optima is calls; the module of optima, which every page loads, is to stay small.
 */
function inline(module, { anywhere, light, once }) {
  binaryen.setOptimizeLevel(3)
  binaryen.setShrinkLevel(0)
  binaryen.setAlwaysInlineMaxSize(anywhere)
  binaryen.setFlexibleInlineMaxSize(light)
  binaryen.setOneCallerInlineMaxSize(once)
  for (let turn = 0; turn < 2; turn++) module.optimize()
  // Those called most get the shortest numbers.
  module.runPasses(['reorder-functions'])
}

function parse(text) {
  const module = binaryen.parseText(text)
  module.setFeatures(binaryen.Features.All)
  return module
}

function functionsOf(module) {
  return Array.from({ length: module.getNumFunctions() }, (_, i) => binaryen.getFunctionInfo(module.getFunctionByIndex(i)))
}

function globalsOf(module) {
  return Array.from({ length: module.getNumGlobals() }, (_, i) => binaryen.getGlobalInfo(module.getGlobalByIndex(i)))
}

function exportsOf(module) {
  return Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)))
}

async function save(module, name) {
  if (!module.validate()) throw new Error(`build/${name}.wasm would not be valid`)
  await writeFile(new URL(`build/${name}.wasm`, root), module.emitBinary())
}
