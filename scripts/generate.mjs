// Writes what follows from the registry, bindings/model: see scripts/generated. A test fails where it is stale.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = new URL('../', import.meta.url)

async function load(name) {
  const source = fileURLToPath(new URL(`scripts/generated/${name}.ts`, root))
  return (await runnerImport(source, { root: fileURLToPath(root), configFile: false, logLevel: 'warn' })).module
}

async function write(path, text) {
  const file = new URL(path, root)
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return
  await writeFile(file, text)
  console.log(`wrote ${path}`)
}

const { generatedFiles } = await load('index')
for (const [path, text] of Object.entries(generatedFiles())) await write(path, text)
// Of the command, which imports what has just been written.
const { COMMANDS_DOCUMENT } = await load('commands')
await write('docs/commands.md', COMMANDS_DOCUMENT)
