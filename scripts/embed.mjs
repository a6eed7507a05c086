// Writes the compiled modules, compressed, into source files: see bindings/modules.ts.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'

const root = new URL('../', import.meta.url)
await mkdir(new URL('bindings/generated/', root), { recursive: true })
for (const name of ['offcut', 'paths', 'encoders', 'samples']) {
  const bytes = deflateRawSync(await readFile(new URL(`build/${name}.wasm`, root)), { level: 9 })
  await writeFile(
    new URL(`bindings/generated/${name}.ts`, root),
    `/** The compiled WebAssembly module ${name}, deflated, base64. Written by scripts/embed.mjs. */\nexport const DEFLATED: string =\n  '${bytes.toString('base64')}'\n`,
  )
}
