/** Runs commands one after the other in a process of its own: each as in a fresh one, less the start of Node. */
import process from 'node:process'
import { Readable, Writable } from 'node:stream'
import { run } from '../../dist/chunks/program.js'

/** Takes what is printed. */
class Printed extends Writable {
  text = ''

  _write(part, _encoding, done) {
    this.text += part
    done()
  }
}

const replace = (name, stream) => Object.defineProperty(process, name, { value: stream, configurable: true })

process.on('message', async ({ folder, args, input, env }) => {
  const [stdout, stderr] = [new Printed(), new Printed()]
  replace('stdin', Readable.from(input === '' ? [] : [Buffer.from(input)]))
  replace('stdout', stdout)
  replace('stderr', stderr)
  process.exitCode = 0
  process.chdir(folder)
  Object.assign(process.env, env)
  await run(args)
  for (const name in env) delete process.env[name]
  process.send({ stdout: stdout.text, stderr: stderr.text, code: process.exitCode })
})

process.on('disconnect', () => process.exit())
