// Writes the compiled modules, compressed, into source files, so that no bundler has a .wasm file to lose.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'

const root = new URL('../', import.meta.url)
await mkdir(new URL('bindings/generated/', root), { recursive: true })
await embed('offcut', 'module', 'DEFLATED_MODULE')
await embed('encoders', 'encoders', 'DEFLATED_ENCODERS')
await embed('samples', 'samples', 'DEFLATED_SAMPLES')

async function embed(module, file, name) {
  const bytes = deflateRawSync(await readFile(new URL(`build/${module}.wasm`, root)), { level: 9 })
  await writeFile(
    new URL(`bindings/generated/${file}.ts`, root),
    `/** The compiled WebAssembly module ${module}, deflated, base64. Written by scripts/embed.mjs. */\nexport const ${name}: string =\n  '${bytes.toString('base64')}'\n`,
  )
}
