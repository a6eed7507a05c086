/**
 * The WebAssembly modules. The package carries each as text, so that no bundler has a file to lose, in a file of its own, which loads where
 * the module is used.
 */
import { simd } from 'wasm-feature-detect'
import type { HostModule } from './host-types.ts'

const TEXTS = {
  /** Optima. It imports nothing. */
  offcut: () => import('./generated/offcut.ts'),
  /** Paths: its memory, its variables and what finds optima are those of an instance of `offcut`, see scripts/split.mjs. */
  paths: () => import('./generated/paths.ts'),
  /** What is made of columns: texts, bytes, sums. */
  encoders: () => import('./generated/encoders.ts'),
  /** Quantiles of samples. */
  samples: () => import('./generated/samples.ts'),
}
export type ModuleName = keyof typeof TEXTS

/**
 * Compiles a module, or hands on one that is compiled already.
 *
 * @param source The module's bytes; by default the copy that the package carries.
 * @throws Error where the host cannot run it.
 */
export async function compileModule(name: ModuleName, source?: BufferSource | HostModule): Promise<HostModule> {
  if (typeof WebAssembly === 'undefined') throw new Error('the host has no WebAssembly')
  if (!(await simd())) throw new Error('the host has no WebAssembly SIMD')
  if (source instanceof WebAssembly.Module) return source
  if (source !== undefined) return WebAssembly.compile(source)
  const own = await inflated((await TEXTS[name]()).DEFLATED)
  return WebAssembly.compile(own).catch((cause) => {
    // The package's own module is sound: a policy refuses it, in words that differ between browsers.
    throw new Error("the page's content-security policy has no 'wasm-unsafe-eval', or the host forbids compilation", { cause })
  })
}

const compiled = new Map<ModuleName, Promise<HostModule | undefined>>()

/** A module that only makes things quicker; undefined where the host cannot run it. It loads once. */
export function loadIfPossible(name: ModuleName): Promise<HostModule | undefined> {
  let module = compiled.get(name)
  if (!module) compiled.set(name, (module = compileModule(name).catch(() => undefined)))
  return module
}

async function inflated(deflated: string): Promise<BufferSource> {
  // Streams of the web take Node longer to load than all else that an engine needs.
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib')
  if (zlib) return zlib.inflateRawSync(Buffer.from(deflated, 'base64'))
  const bytes = Uint8Array.from(atob(deflated), (character) => character.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
}
