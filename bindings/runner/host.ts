/** What differs between hosts: Node's worker threads or Web Workers, and where a file is read from. */
import type { Endpoint } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'

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
      worker.on('error', (error) => lost(reasonOf(error)))
      worker.on('messageerror', (error) => lost(reasonOf(error)))
      worker.on('exit', (code) => lost(`it exited with code ${code}`))
    },
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    terminate: () => worker.terminate(),
  }
}

function startWebWorker(source: string): HostWorker {
  if (typeof Worker === 'undefined') throw new Error('the host has no workers')
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: 'offcut' })
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

/** The bytes at an address; in Node it may be a file: URL, which its fetch does not take. */
export async function fetchBytes(address: URL | string): Promise<BufferSource> {
  const files = String(address).startsWith('file:') && node()?.getBuiltinModule('node:fs/promises')
  if (files) return files.readFile(new URL(address))
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status} ${response.statusText}`.trimEnd())
  return response.arrayBuffer()
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
