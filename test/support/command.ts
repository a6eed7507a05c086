import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const HOST = fileURLToPath(new URL('command-host.mjs', import.meta.url))

export interface Ran {
  stdout: string
  stderr: string
  code: number | null
}

/** Runs the built command in a folder, in a process of its own, as a user does. */
export async function spawnCommand(folder: string, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder })
  child.stdin.end(input)
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  return { stdout, stderr, code }
}

let host: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/** Runs the built command in a folder, in a process that all commands share: most of a command's time is Node's start. */
export function runCommand(folder: string, args: readonly string[], input = '', env: Record<string, string> = {}): Promise<Ran> {
  const ran = last.then(() => askHost({ folder, args, input, env }))
  last = ran.catch(() => {})
  return ran
}

async function askHost(question: object): Promise<Ran> {
  host ??= startHost()
  const ended = new AbortController()
  host.send(question)
  try {
    return await Promise.race([
      once(host, 'message', ended).then(([answer]) => answer as Ran),
      once(host, 'exit', ended).then(([code]) => {
        host = undefined
        throw new Error(`the process of the commands ended with ${code}`)
      }),
    ])
  } finally {
    ended.abort()
  }
}

/** Ends with the process that runs the tests. */
function startHost(): ChildProcess {
  return fork(HOST, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}
