/** Lock files as runs leave them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Lock } from '../../bindings/files/store/lock.ts'

/** What the lock of a process of this machine says that has ended. */
export async function lockOfTheDead(): Promise<object> {
  const child = spawn(process.execPath, ['--version'])
  await once(child, 'close')
  return { ...(await ownLock()), token: 'of the dead', pid: child.pid }
}

/** What a lock of this process says. */
export async function ownLock(): Promise<object> {
  const path = join(await mkdtemp(join(tmpdir(), 'offcut-')), 'lock')
  const lock = await Lock.take(path, 'nothing')
  const holder = JSON.parse(await readFile(path, 'utf8'))
  await lock.release()
  return holder
}
