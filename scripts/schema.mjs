// Writes the JSON Schema of a scenario file, which editors use, from the schema that validates one.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = new URL('../', import.meta.url)
const source = fileURLToPath(new URL('bindings/scenario/schema/json-schema.ts', root))
const { module } = await runnerImport(source, { root: fileURLToPath(root), configFile: false, logLevel: 'warn' })
await writeFile(new URL('dist/scenario.schema.json', root), `${JSON.stringify(module.scenarioJsonSchema(), null, 2)}\n`)
