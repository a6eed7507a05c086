import { existsSync, readFileSync } from 'node:fs'

/** What a heap snapshot calls the page's own data; the rest is compiled code and the browser's objects. */
const OWN = new Set(['object', 'closure', 'array', 'string', 'concatenated string', 'sliced string', 'number', 'bigint', 'symbol'])
const CODE = new Set(['code', 'object shape'])

/** A page that kept one number more at each step of a drag would grow by about 27 kB a minute. */
const FLAT_KILOBYTES_A_MINUTE = 10

/** Kilobytes after garbage collections: the page's own data, compiled code, what the browser keeps for the page, the process; and the elements. */
export async function memoryOf(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  // What a collection frees may free more in the next one.
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const snapshot = await snapshotOf(session)
  await session.detach()
  return { ...bytesByKind(snapshot), nodes, listeners: jsEventListeners, process: await residentOf(page) }
}

async function snapshotOf(session) {
  let text = ''
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (text += chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  return JSON.parse(text)
}

function bytesByKind({ snapshot: { meta }, nodes, strings }) {
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => meta.node_fields.indexOf(field))
  const kinds = meta.node_types[type]
  const bytes = { own: 0, code: 0, browser: 0 }
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    const kind = kinds[nodes[at + type]]
    // The bytes behind typed arrays count as the browser's, and are the page's.
    const isOwn = OWN.has(kind) || strings[nodes[at + name]] === 'system / JSArrayBufferData'
    bytes[isOwn ? 'own' : CODE.has(kind) ? 'code' : 'browser'] += nodes[at + size]
  }
  return Object.fromEntries(Object.entries(bytes).map(([kind, sum]) => [kind, sum / 1000]))
}

/** Resident kilobytes of the process that runs the page, the largest of its kind; NaN where the system does not tell. */
async function residentOf(page) {
  const session = await page.context().browser().newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const files = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => `/proc/${id}/status`)
  const sizes = files.filter(existsSync).map((file) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]))
  return sizes.length > 0 ? Math.max(...sizes) : NaN
}

/** Whether the page's own data grows, in a sentence. @param own kilobytes after each minute, the first one before any */
export function verdictOn(own) {
  const from = Math.ceil(own.length / 2)
  const after = own.slice(from)
  if (after.length < 3) return 'too short to tell growth from warming up: --minutes 10'
  const slope = slopeOf(after)
  return `${slope < FLAT_KILOBYTES_A_MINUTE ? 'does not grow' : 'GROWS'}: from minute ${from} on the page's own data changes by ${slope.toFixed(2)} kB a minute`
}

/** The median of the slopes between any two values at equal distances: what a collection leaves behind once does not tilt it. */
function slopeOf(values) {
  const slopes = values.flatMap((to, i) => values.slice(0, i).map((from, k) => (to - from) / (i - k)))
  return slopes.sort((a, b) => a - b)[slopes.length >> 1]
}
