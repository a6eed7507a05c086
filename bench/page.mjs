// Prints of the demo page: milliseconds to the first picture; from a slider's step to the drawn surface, at 64², 128² and 256² points; the
// longest frames of a drag of 20 seconds; how soon the page answers a key on each slider; and the memory after each of some minutes of dragging
// (--minutes 10, by default 1). Runs the built page (npm run demo:build) in a headless Chromium, without a GPU.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { preview } from 'vite'
import { memoryOf, verdictOn } from './page-memory.mjs'

const STEPS = 60
const DRAG_SECONDS = 20
const KEYS = 6
const MINUTES = Number(parseArgs({ options: { minutes: { type: 'string', default: '1' } } }).values.minutes)
const FLAGS = ['--headless', '--no-sandbox', '--disable-quic', '--no-first-run']
/** Name and flags of each view: without a GPU the processor draws the page, and WebGL, where the browser emulates it. */
const VIEWS = {
  map: { name: 'map', flags: ['--disable-gpu'] },
  surface: { name: '3-D', flags: ['--enable-unsafe-swiftshader'] },
}

const root = fileURLToPath(new URL('../', import.meta.url))
const server = await preview({ configFile: `${root}web-demo/vite.config.ts`, logLevel: 'silent', preview: { port: 0, host: '127.0.0.1' } })
const url = server.resolvedUrls.local[0]
try {
  for (const [plot, { name, flags }] of Object.entries(VIEWS)) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...flags] })
    if (plot === 'map')
      console.log(`first picture ${(await firstPicture(browser)).toFixed(0)} ms after navigation\n\nview  points   median       p95`)
    for (const size of [64, 128, 256]) {
      const { median, p95 } = await latency(browser, plot, size)
      console.log(`${name.padEnd(5)} ${`${size}²`.padEnd(6)} ${median.toFixed(1).padStart(6)} ms ${p95.toFixed(1).padStart(6)} ms`)
    }
    if (plot === 'map') {
      await keys(browser)
      await long(browser)
    }
    await browser.close()
  }
} finally {
  await server.close()
}

/** Milliseconds from navigation to the first drawn surface: the median of five visits, each with an empty cache. */
async function firstPicture(browser) {
  const times = []
  for (let i = 0; i < 5; i++) {
    const page = await browser.newPage()
    await page.goto(url)
    await page.waitForSelector('.plot[data-drawn]')
    times.push(
      await page.evaluate(() => {
        const [first] = performance.getEntriesByName('offcut picture')
        return first.startTime + first.duration
      }),
    )
    await page.close()
  }
  return median(times)
}

/** Steps of the disposal cost's slider: from the input to the end of the frame that has its surface of so many points. */
async function latency(browser, plot, size) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await page.goto(`${url}#preset=joinery&plot=${plot}&points=${size}`)
  await page.waitForSelector(`.plot[data-drawn="${size}"]`)
  if (plot === 'surface') await page.waitForSelector('.relief canvas')
  await page.waitForTimeout(500)
  const times = await page.evaluate(
    async ({ steps, size }) => {
      const slider = document.querySelector('[data-path="waste.disposalCost"] input[type=range]')
      // Looked for at each frame: an observer is told later than the frame that shows the picture.
      const presented = (since) =>
        new Promise((resolve) => {
          const look = () => {
            const isThere = performance
              .getEntriesByName('offcut picture')
              .some(({ startTime, detail }) => startTime >= since && detail.size === size)
            if (isThere) setTimeout(resolve)
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        })
      // As a drag begins: the address stays as it is until it ends.
      slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      const times = []
      for (let i = 0; i < steps + 10; i++) {
        const began = performance.now()
        const done = presented(began)
        slider.value = String(60 + ((i * 37) % 200))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await done
        // The first steps warm up.
        if (i >= 10) times.push(performance.now() - began)
      }
      return times
    },
    { steps: STEPS, size },
  )
  await page.close()
  return { median: median(times), p95: percentile(times, 0.95) }
}

/** From a key on a slider to what the page shows next, as the browser's own timing of events has it, in steps of 8 ms. */
async function keys(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await page.goto(`${url}#preset=joinery&open=matters`)
  await page.waitForSelector('.plot[data-drawn="256"]')
  await page.evaluate(() => document.querySelectorAll('details.group').forEach((group) => (group.open = true)))
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    globalThis.durations = []
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') durations.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 })
  })
  const sliders = await page.locator('input[type=range]').all()
  for (const slider of sliders) {
    await slider.focus()
    for (let i = 0; i < KEYS; i++) {
      await page.keyboard.press(i % 2 ? 'ArrowLeft' : 'ArrowRight')
      await page.waitForTimeout(60)
    }
  }
  const slow = await page.evaluate(() => durations)
  // Quicker ones are not told.
  const all = [...slow, ...Array(KEYS * sliders.length - slow.length).fill(16)]
  console.log(
    `\n${all.length} keys on ${sliders.length} sliders, to what is shown next: median ${median(all)} ms, 98th percentile ${percentile(all, 0.98)} ms`,
  )
  await page.close()
}

/** The frames of a long drag, and what the page holds while it goes on. */
async function long(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await page.goto(`${url}#preset=joinery`)
  await page.waitForSelector('.plot[data-drawn="256"]')
  const frames = (await drag(page, DRAG_SECONDS)).sort((a, b) => b - a)
  const over = frames.filter((frame) => frame > 100).length
  console.log(`\na drag of ${DRAG_SECONDS} s: ${frames.length} frames, the longest ${frames[0].toFixed(0)} ms, ${over} over 100 ms`)
  console.log("\nminutes of dragging   page's data   compiled code   browser's, kB   elements   listeners   process, MB")
  const own = []
  for (let minute = 0; minute <= MINUTES; minute++) {
    if (minute > 0) await drag(page, 60)
    const memory = await memoryOf(page)
    own.push(memory.own)
    const { own: data, code, browser: kept, nodes, listeners, process } = memory
    const columns = [minute, data, code, kept, nodes, listeners, process / 1000].map((value) => value.toFixed(0))
    console.log([19, 14, 16, 16, 11, 12, 14].map((width, i) => columns[i].padStart(width)).join(''))
  }
  console.log(`memory ${verdictOn(own)}\n`)
  await page.close()
}

/** Moves the disposal cost's slider at each frame, as a hand would. @returns the milliseconds of each frame */
function drag(page, seconds) {
  return page.evaluate(async (seconds) => {
    const slider = document.querySelector('[data-path="waste.disposalCost"] input[type=range]')
    slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    const frame = () => new Promise(requestAnimationFrame)
    const began = await frame()
    const times = []
    for (let now = began, i = 0; now - began < 1000 * seconds; i++) {
      slider.value = String(Math.round(200 + 150 * Math.sin(i / 40)))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      const next = await frame()
      times.push(next - now)
      now = next
    }
    dispatchEvent(new PointerEvent('pointerup'))
    return times
  }, seconds)
}

function median(values) {
  return percentile(values, 0.5)
}

function percentile(values, share) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]
}
