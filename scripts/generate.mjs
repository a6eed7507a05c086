// Writes what follows from the registry, bindings/model: see scripts/generated. A test fails where it is stale.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = new URL('../', import.meta.url)
const source = fileURLToPath(new URL('scripts/generated/index.ts', root))
const { module } = await runnerImport(source, { root: fileURLToPath(root), configFile: false, logLevel: 'warn' })
for (const [path, text] of Object.entries(module.generatedFiles())) {
  const file = new URL(path, root)
  if (await readFile(file, 'utf8').catch(() => '') === text) continue
  await writeFile(file, text)
  console.log(`wrote ${path}`)
}
