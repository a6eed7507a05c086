/** What differs between hosts: Node's worker threads or Web Workers, and where a file is read from. */
import type { Endpoint } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { asError, OffcutError } from '../errors.ts'

/** One running worker. */
export interface HostWorker {
  endpoint: Endpoint
  /** Calls back when the worker cannot start, throws outside of a call, or exits. */
  onLost(lost: (reason: string) => void): void
  /** Whether the worker keeps the process alive. */
  hold(busy: boolean): void
  terminate(): Promise<unknown>
}

/** Node's process. Its getBuiltinModule, rather than an import, leaves a bundler for browsers nothing to resolve. */
function node(): NodeJS.Process | undefined {
  return typeof globalThis.process?.getBuiltinModule === 'function' ? globalThis.process : undefined
}

/** The oldest browsers that have all the library needs. */
const OLDEST_BROWSERS = 'Chrome 116, Edge 116, Firefox 124 or Safari 17.4'

/** @throws OffcutError where the host lacks what the library cannot do without, rather than a failure in the midst of work. */
export function requireHost(): void {
  // Node has had all of it since version 20, and would load it to be asked.
  if (node()) return
  if (typeof AbortSignal === 'function' && typeof AbortSignal.any === 'function' && typeof DecompressionStream === 'function') return
  throw new OffcutError(`this host is too old for offcut; it runs in Node 20, in ${OLDEST_BROWSERS}, and in what is newer`)
}

/** Cores that this process may use. */
export function availableCores(): number {
  return node()?.getBuiltinModule('node:os').availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1
}

/** Whether only a trial tells if workers may start: a page's content-security policy can forbid them. */
export function mayRefuseWorkers(): boolean {
  return node() === undefined
}

/** Starts a worker from its source text. Throws where the host has none or refuses at once. */
export function startWorker(source: string): HostWorker {
  const threads = node()?.getBuiltinModule('node:worker_threads')
  return threads ? startThread(threads, source) : startWebWorker(source)
}

function startThread({ Worker }: typeof import('node:worker_threads'), source: string): HostWorker {
  // The caller's flags (--import, --inspect-brk) are meant for its own threads.
  const worker = new Worker(source, { eval: true, execArgv: [], name: 'offcut' })
  return {
    endpoint: nodeEndpoint(worker),
    onLost(lost) {
      worker.on('error', (error) => lost(asError(error).message))
      worker.on('messageerror', (error) => lost(asError(error).message))
      worker.on('exit', (code) => lost(`it exited with code ${code}`))
    },
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    terminate: () => worker.terminate(),
  }
}

function startWebWorker(source: string): HostWorker {
  if (typeof Worker === 'undefined') throw new Error('the host has no workers')
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = newWorker(url)
  return {
    endpoint: worker,
    onLost(lost) {
      worker.addEventListener('error', (event) => lost(event.message || 'the page may not start workers from blob: URLs'))
      worker.addEventListener('messageerror', () => lost('a message could not be read'))
    },
    hold() {},
    async terminate() {
      worker.terminate()
      URL.revokeObjectURL(url)
    },
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}
let trustedUrl: ((url: string) => string) | undefined

/** @throws in words of its own: what a browser says of a policy differs, and Safari says only that the operation is insecure. */
function newWorker(url: string): Worker {
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
    if (trustedTypes && !trustedUrl) {
      const policy = trustedTypes.createPolicy('offcut', { createScriptURL: (own) => own })
      trustedUrl = (own) => policy.createScriptURL(own)
    }
    return new Worker(trustedUrl?.(url) ?? url, { name: 'offcut' })
  } catch (cause) {
    URL.revokeObjectURL(url)
    throw new Error('the page may not start workers from blob: URLs, or its policy does not allow the Trusted Types policy "offcut"', {
      cause,
    })
  }
}

/** The bytes at an address; in Node it may be a file: URL, which its fetch does not take. */
export async function fetchBytes(address: URL | string): Promise<BufferSource> {
  const files = String(address).startsWith('file:') && node()?.getBuiltinModule('node:fs/promises')
  if (files) return files.readFile(new URL(address))
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status} ${response.statusText}`.trimEnd())
  return response.arrayBuffer()
}
