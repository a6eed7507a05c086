// Kills runs and damages what they leave, at full size: no file may be wrong where the command says that it is done.
//   npm run build && node scripts/attack-files.mjs [--kills 200] [--damages 500] [--shards 200] [--seed 1]
// Prints how each ended, and exits with 1 where a file was wrong, a message was a stack trace, or an exit code is not documented.
import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parquetReadObjects } from 'hyparquet'
import { starterScenario } from '../dist/node.js'

const COMMAND = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const FORMATS = ['csv', 'parquet']
const DOCUMENTED = [0, 1, 2]
const AT_ONCE = 6

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    damages: { type: 'string', default: '500' },
    shards: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})
const next = random(Number(values.seed))
const between = (low, high) => low + Math.floor(next() * (high - low))
const oneOf = (list) => list[between(0, list.length)]

const root = await mkdtemp(join(tmpdir(), 'offcut-attack-'))
const wrong = []
try {
  await killRuns(Number(values.kills))
  await damageUnfinished(Number(values.damages))
  await damageShards(Number(values.shards))
} finally {
  await rm(root, { recursive: true, force: true })
}
for (const what of wrong) console.log(`WRONG: ${what}`)
process.exitCode = wrong.length > 0 ? 1 : 0

/** Runs until each file is there, killed again and again. */
async function killRuns(most) {
  const folder = await scenarioFolder('kills', 400_000)
  const began = performance.now()
  await writeWhole(folder)
  const undisturbed = (performance.now() - began) / FORMATS.length
  const ends = {}
  let files = 0
  for (let kills = 0; kills < most; files++) {
    const out = `${files}.${FORMATS[files % FORMATS.length]}`
    for (let code; code !== 0; ) {
      const signal = oneOf(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT'])
      const child = start(folder, out)
      const timer = sleep(undisturbed * next()).then(() => child.kill(signal))
      const end = await outcome(child)
      await timer
      code = end.code
      count(ends, code === null ? end.signal : `exit ${code}`)
      if (code !== 0) kills++
      if (code !== null && ![0, 130, 143].includes(code)) wrong.push(`${out}: exit ${code} after ${signal}: ${end.stderr}`)
      if (/\n {4}at /.test(end.stderr)) wrong.push(`${out}: a stack trace: ${end.stderr}`)
    }
    await compare(folder, out)
    await rm(join(folder, out))
  }
  console.log(`kills: ${files} files`, ends)
}

/** Damages what a killed run has left, then goes on from it. */
async function damageUnfinished(times) {
  const folder = await scenarioFolder('damages', 60_000)
  await writeWhole(folder)
  const left = {}
  for (const format of FORMATS) left[format] = await leaveUnfinished(folder, format)
  const ends = {}
  // Several at once: a lock that cannot be read is watched for some seconds before it is taken over.
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, worker) => {
      for (let i = worker; i < times; i += AT_ONCE) {
        const format = FORMATS[i % FORMATS.length]
        const out = `r${i}.${format}`
        const unfinished = join(folder, `${out}.unfinished`)
        await cp(left[format], unfinished, { recursive: true })
        const how = await damage(unfinished)
        const end = await outcome(start(folder, out))
        count(ends, `exit ${end.code}`)
        judge(end, `${out}, ${how}`)
        if (end.code === 0) await compare(folder, out, how)
        for (const name of [unfinished, ...['', '.json'].map((ending) => join(folder, out + ending))])
          await rm(name, { recursive: true, force: true })
      }
    }),
  )
  console.log('damaged unfinished folders:', ends)
}

/** Damages a shard or its record, then merges. */
async function damageShards(times) {
  const folder = await scenarioFolder('shards', 60_000)
  await writeWhole(folder)
  const ends = {}
  for (const format of FORMATS) for (const i of [1, 2, 3]) await outcome(start(folder, `s.${format}`, '--shard', `${i}/3`))
  const intact = await mkdtemp(join(root, 'intact-'))
  for (const name of await readdir(folder)) if (name.startsWith('s.')) await cp(join(folder, name), join(intact, name))
  for (let i = 0; i < times; i++) {
    const format = FORMATS[i % FORMATS.length]
    const names = [1, 2, 3].map((shard) => `s.${shard}-of-3.${format}`)
    const target = oneOf(format === 'csv' ? [...names, ...names.map((name) => `${name}.json`)] : names)
    const how = await damageFile(join(folder, target))
    const out = `merged.${format}`
    const end = await outcome(spawn(process.execPath, [COMMAND, 'merge', ...names, '--out', out], { cwd: folder }))
    count(ends, `exit ${end.code}`)
    judge(end, `merge, ${target} ${how}`)
    if (end.code === 0) await compare(folder, out, `${target} ${how}`)
    await cp(join(intact, target), join(folder, target))
    for (const ending of ['', '.json', '.unfinished']) await rm(join(folder, out + ending), { recursive: true, force: true })
  }
  console.log('damaged shards:', ends)
}

async function scenarioFolder(name, points) {
  const folder = join(root, name)
  await mkdir(folder)
  const axes = [
    { parameter: 'time', from: 0, to: 10, points: 100 },
    { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: points / 100, spacing: 'log' },
  ]
  await writeFile(
    join(folder, 'scenario.json'),
    JSON.stringify({ ...starterScenario(), sweep: { axes, metrics: ['profit', 'factors[0]', 'regime[0]'] } }),
  )
  return folder
}

async function writeWhole(folder) {
  for (const format of FORMATS) {
    const { code, stderr } = await outcome(start(folder, `whole.${format}`))
    if (code !== 0) throw new Error(stderr)
  }
}

/** A folder with some batches of a run that was killed. */
async function leaveUnfinished(folder, format) {
  const out = `left.${format}`
  const unfinished = join(folder, `${out}.unfinished`)
  for (;;) {
    const child = start(folder, out)
    const ended = outcome(child)
    for (
      let lines = 0;
      lines < 5 && child.exitCode === null;
      lines = (await readFile(join(unfinished, 'journal'), 'utf8').catch(() => '')).split('\n').length
    )
      await sleep(1)
    child.kill('SIGKILL')
    if ((await ended).code !== 0) return unfinished
    await rm(join(folder, out))
  }
}

function start(folder, out, ...more) {
  return spawn(process.execPath, [COMMAND, 'sweep', 'scenario.json', '--out', out, '--resume', '--workers', '0', ...more], { cwd: folder })
}

async function outcome(child) {
  const closed = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })))
  const [, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { ...end, stderr }
}

function judge({ code, stderr }, what) {
  if (!DOCUMENTED.includes(code)) wrong.push(`${what}: exit ${code}: ${stderr}`)
  if (/\n {4}at |TypeError|SyntaxError/.test(stderr)) wrong.push(`${what}: a stack trace: ${stderr}`)
}

/** The file must be that of an undisturbed run: a CSV file byte for byte, a Parquet file up to its statistics of time. */
async function compare(folder, out, how = '') {
  const format = out.split('.').at(-1)
  const [found, whole] = await Promise.all([out, `whole.${format}`].map((name) => readFile(join(folder, name))))
  if (format === 'csv' ? found.equals(whole) : (await rowsOf(found)).equals(await rowsOf(whole))) return
  wrong.push(`${out} is not what an undisturbed run writes; ${how}`)
}

/** Every row, as text: shards end their row groups elsewhere, so bytes would differ. */
async function rowsOf(file) {
  const rows = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) })
  return Buffer.from(rows.map((row) => Object.values(row).join()).join('\n'))
}

async function damage(folder) {
  const names = await readdir(folder)
  const name = oneOf(names)
  if (next() < 0.1) {
    await rm(join(folder, name))
    return `without its ${name}`
  }
  if (name === 'journal' && next() < 0.4) return damageLines(join(folder, name))
  return `${name} ${await damageFile(join(folder, name))}`
}

/** Lines of a journal that are lost, doubled or change places, each whole in itself. */
async function damageLines(path) {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  const [i, j] = [between(0, lines.length), between(0, lines.length)]
  const how = oneOf(['lost', 'doubled', 'swapped'])
  if (how === 'lost') lines.splice(i, 1)
  else if (how === 'doubled') lines.splice(j, 0, lines[i])
  else [lines[i], lines[j]] = [lines[j], lines[i]]
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return `journal with line ${i} ${how}`
}

async function damageFile(path) {
  const { size } = await stat(path)
  const file = await open(path, 'r+')
  try {
    // The first and the last bytes decide most.
    const at = size === 0 ? 0 : oneOf([between(0, size), between(0, Math.min(size, 300)), Math.max(0, size - 1 - between(0, 300))])
    const how = oneOf(['flipped', 'flipped', 'flipped', 'cut', 'zeroed', 'longer', 'random'])
    if (how === 'flipped') {
      const byte = Buffer.alloc(1)
      await file.read(byte, 0, 1, at)
      byte[0] ^= 1 << between(0, 8)
      await file.write(byte, 0, 1, at)
    } else if (how === 'cut') await file.truncate(at)
    else if (how === 'longer') await file.write(Buffer.from(Array.from({ length: between(1, 100) }, () => between(0, 256))), 0, null, size)
    else await file.write(Buffer.from(Array.from({ length: between(1, 50) }, () => (how === 'zeroed' ? 0 : between(0, 256)))), 0, null, at)
    return `${how} at ${at} of ${size}`
  } finally {
    await file.close()
  }
}

function count(ends, how) {
  ends[how] = (ends[how] ?? 0) + 1
}

/** Numbers from 0 to 1, the same in every run. */
function random(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
}
